package org.lienthong.delivery;

import java.sql.SQLException;
import org.springframework.dao.DataAccessResourceFailureException;

/** The database cannot be asked now; answered as {@code dependency-unavailable}. */
final class DatabaseUnavailableException extends DataAccessResourceFailureException {

    DatabaseUnavailableException(SQLException cause) {
        super("the database cannot be asked: " + cause.getMessage(), cause);
    }
}
