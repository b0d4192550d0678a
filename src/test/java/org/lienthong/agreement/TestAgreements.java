package org.lienthong.agreement;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.lienthong.agency.Agencies;
import org.lienthong.agency.TestAgencies;
import org.lienthong.audit.AuditLog;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.support.TransactionTemplate;

/** Agreements without a database: nothing is suspended at run time. */
public final class TestAgreements {

    private TestAgreements() {}

    /** Those that ship with the hub. */
    public static Agreements shipped() {
        return of(Path.of("config"), TestAgencies.shipped(), Clock.systemUTC());
    }

    /** Those of the stewards' directory given. */
    public static Agreements of(Path config, Agencies agencies, Clock clock) {
        return new Agreements(config, agencies, noOrders(clock), clock);
    }

    static Orders noOrders(Clock clock) {
        return new Orders(new NoTable(), clock);
    }

    private static final class NoTable extends OrderTable {

        NoTable() {
            super(new JdbcTemplate(), new TransactionTemplate(), new NoAudit());
        }

        @Override
        List<Row> after(long number) {
            return List.of();
        }
    }

    private static final class NoAudit extends AgreementAudit {

        NoAudit() {
            super(new DriverManagerDataSource(), new AuditLog());
        }
    }
}
