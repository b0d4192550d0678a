package org.lienthong.agreement;

import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
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

    /** Rates as agreed; the day never ends. */
    public static Quotas quotas() {
        DailyQuotas daily = new DailyQuotas(new QuotaTable(new JdbcTemplate()), System::nanoTime) {
            @Override
            Taken take(String agreement, int limit, LocalDate day) {
                return new Taken(true, limit, false);
            }
        };
        return new Quotas(daily, new NoAlerts(), TimeMeter.SYSTEM_NANOTIME);
    }

    /** Notices nothing. */
    public static EnumerationWatch enumeration() {
        int never = Integer.MAX_VALUE;
        EnumerationSettings settings =
                new EnumerationSettings(Duration.ofMinutes(1), never, never, never, never, Duration.ZERO);
        return new EnumerationWatch(settings, new byte[32], new NoAlerts(), noOrders(Clock.systemUTC()));
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

    private static final class NoAlerts extends Alerts {

        NoAlerts() {
            super(new NoAudit(), new SimpleMeterRegistry());
        }

        @Override
        void raise(Alert alert) {}
    }

    private static final class NoAudit extends AgreementAudit {

        NoAudit() {
            super(new DriverManagerDataSource(), new AuditLog());
        }
    }
}
