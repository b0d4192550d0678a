package org.lienthong.audit;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.support.TransactionTemplate;

/** Changes rows and records it, together or not at all. */
public final class AuditedTransaction {

    private final TransactionTemplate transaction;
    private final DataSource database;
    private final AuditLog log;

    public AuditedTransaction(TransactionTemplate transaction, DataSource database, AuditLog log) {
        this.transaction = transaction;
        this.database = database;
        this.log = log;
    }

    /** @param work is given the list for its entries; they are appended last, for that holds up all other writers */
    public <T> T run(Function<List<AuditEntry>, T> work) {
        log.requireAccepting();
        return transaction.execute(status -> {
            List<AuditEntry> entries = new ArrayList<>();
            T result = work.apply(entries);
            if (!entries.isEmpty()) {
                append(entries);
            }
            return result;
        });
    }

    /** Records in the transaction that is open, to be called last in it; where none is, in one of its own. */
    public void record(AuditEntry entry) {
        transaction.executeWithoutResult(status -> append(List.of(entry)));
    }

    private void append(List<AuditEntry> entries) {
        Connection connection = DataSourceUtils.getConnection(database);
        try {
            log.append(connection, entries);
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("it could not be recorded", e);
        } finally {
            DataSourceUtils.releaseConnection(connection, database);
        }
    }
}
