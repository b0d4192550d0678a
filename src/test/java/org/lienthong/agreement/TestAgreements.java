package org.lienthong.agreement;

import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.lienthong.agency.Agencies;
import org.lienthong.agency.TestAgencies;
import org.lienthong.testing.TestDatabase;
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

    /** Agreements, and the stewards' orders about them. */
    public static final class Ordered {

        private final List<OrderTable.Row> rows = new ArrayList<>();
        private final Orders orders;
        private final Clock clock;
        private final Agreements agreements;

        public Ordered(Path config, Agencies agencies, Clock clock) {
            this.clock = clock;
            this.orders = new Orders(
                    new NoTable() {
                        @Override
                        List<Row> after(long number) {
                            return rows.stream()
                                    .filter(row -> row.number() > number)
                                    .toList();
                        }
                    },
                    clock);
            this.agreements = new Agreements(config, agencies, orders, clock);
        }

        public Agreements agreements() {
            return agreements;
        }

        /** Comes from another hub on the same database. */
        public void order(String agreement, boolean suspend) {
            Order.Action action = suspend ? Order.Action.SUSPEND : Order.Action.RESUME;
            rows.add(new OrderTable.Row(
                    rows.size() + 1,
                    new Order(Order.Target.AGREEMENT, agreement, action, clock.instant(), null, "test", "steward")));
            orders.refresh();
        }
    }

    static Orders noOrders(Clock clock) {
        return new Orders(new NoTable(), clock);
    }

    private static class NoTable extends OrderTable {

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
            super(TestDatabase.audited(new DriverManagerDataSource()));
        }
    }
}
