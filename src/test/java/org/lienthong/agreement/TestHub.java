package org.lienthong.agreement;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import javax.sql.DataSource;
import org.lienthong.testing.MovableClock;
import org.lienthong.testing.TestDatabase;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What one hub knows about agreements, on a real database. Two of them on one database are two hubs. */
final class TestHub {

    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final Orders orders;
    final Alerts alerts;
    final JdbcTemplate jdbc;

    TestHub(DataSource database, MovableClock clock) {
        jdbc = new JdbcTemplate(database);
        AgreementAudit audit = new AgreementAudit(TestDatabase.audited(database));
        TransactionTemplate transaction = new TransactionTemplate(new DataSourceTransactionManager(database));
        orders = new Orders(new OrderTable(jdbc, transaction, audit), clock);
        alerts = new Alerts(audit, meters);
    }

    DailyQuotas dailyQuotas() {
        return new DailyQuotas(new QuotaTable(jdbc), System::nanoTime);
    }

    List<String> entries() {
        return jdbc.queryForList("select convert_from(entry, 'UTF8') from audit_entry order by idx", String.class);
    }
}
