package org.lienthong.dossier.portal;

import java.sql.Connection;
import java.sql.SQLException;

/** Runs a transaction again that lost against another one. */
final class Repeated {

    private static final int TIMES = 10;

    /** What happens in the transaction. */
    interface Work<T> {
        T run() throws SQLException;
    }

    private final Connection connection;

    Repeated(Connection connection) {
        this.connection = connection;
    }

    <T> T run(Work<T> work) throws SQLException {
        for (int i = 1; ; i++) {
            try {
                T result = work.run();
                connection.commit();
                return result;
            } catch (SQLException e) {
                connection.rollback();
                String state = e.getSQLState();
                boolean lost = "40P01".equals(state) || "40001".equals(state);
                if (!lost || i == TIMES) {
                    throw e;
                }
            }
        }
    }
}
