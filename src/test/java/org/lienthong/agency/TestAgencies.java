package org.lienthong.agency;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.SimpleTransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/** Agencies without a database: nothing is registered, and nothing can be. */
public final class TestAgencies {

    private TestAgencies() {}

    public static Agencies shipped() {
        return of(Path.of("config", "agencies"));
    }

    /** Those of the files in that directory. */
    public static Agencies of(Path directory) {
        return of(directory, Clock.systemUTC());
    }

    /** As {@link #of(Path)}, at another time. */
    public static Agencies of(Path directory, Clock clock) {
        return new Agencies(
                directory, new Registrations(new NoRows()), new TransactionTemplate(new NoTransactions()), clock);
    }

    private static final class NoRows extends JdbcTemplate {

        @Override
        public <T> T queryForObject(String sql, Class<T> type) {
            return type.cast(0L);
        }

        @Override
        public <T> List<T> query(String sql, RowMapper<T> mapper) {
            return List.of();
        }

        @Override
        public void query(String sql, RowCallbackHandler rows, Object... arguments) {}
    }

    private static final class NoTransactions implements PlatformTransactionManager {

        @Override
        public TransactionStatus getTransaction(TransactionDefinition definition) {
            return new SimpleTransactionStatus();
        }

        @Override
        public void commit(TransactionStatus status) {}

        @Override
        public void rollback(TransactionStatus status) {}
    }
}
