package org.lienthong.problem;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientException;
import org.apache.coyote.BadRequestException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;

/** Finds, in the causes of an unexpected failure, the problem that the caller should be told. */
public final class Causes {

    private static final int DEEPEST = 20;

    private Causes() {}

    /** What a failure means: the first cause that says something, else an internal error. */
    public static ProblemException problem(Throwable failure) {
        ProblemType otherwise = ProblemType.INTERNAL_ERROR;
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
            if (cause instanceof ProblemException problem) {
                return problem;
            }
            ProblemType type = type(cause);
            if (type != null) {
                return StandardDetail.of(type, failure);
            }
            // A cause further down may tell a full disk apart.
            otherwise = isStoreFailure(cause) ? ProblemType.DEPENDENCY_UNAVAILABLE : otherwise;
            cause = cause.getCause();
        }
        return StandardDetail.of(otherwise, failure);
    }

    private static @Nullable ProblemType type(Throwable cause) {
        if (cause instanceof SocketTimeoutException) {
            return ProblemType.REQUEST_TIMEOUT;
        }
        // What Tomcat says about a body (a bad chunk, shorter than announced) or about the query (%zz).
        if (cause instanceof EOFException
                || cause instanceof InvalidParameterException
                || cause instanceof BadRequestException && !(cause.getCause() instanceof SocketTimeoutException)) {
            return ProblemType.MALFORMED_REQUEST;
        }
        if (cause instanceof SQLException sql) {
            return sqlType(sql);
        }
        if (cause instanceof IOException file && noSpace(file)) {
            return ProblemType.INSUFFICIENT_STORAGE;
        }
        return null;
    }

    private static boolean isStoreFailure(Throwable cause) {
        return cause instanceof DataAccessResourceFailureException
                || cause instanceof TransientDataAccessException
                || cause instanceof CannotCreateTransactionException;
    }

    /** By SQLSTATE class: 08 connection, 53 resources (53100 disk full), 57 operator intervention, 58 system. */
    private static @Nullable ProblemType sqlType(SQLException sql) {
        String state = sql.getSQLState() == null ? "" : sql.getSQLState();
        if (state.equals("53100")) {
            return ProblemType.INSUFFICIENT_STORAGE;
        }
        boolean down = sql instanceof SQLTransientException
                || sql instanceof SQLNonTransientConnectionException
                || state.startsWith("08")
                || state.startsWith("53")
                || state.startsWith("57")
                || state.startsWith("58")
                || state.startsWith("40")
                || state.equals("25006");
        return down ? ProblemType.DEPENDENCY_UNAVAILABLE : null;
    }

    /** Making a file fails with a reason, writing to one with a message alone. */
    private static boolean noSpace(IOException file) {
        String message = String.valueOf(file.getMessage());
        return message.contains("No space left") || message.contains("Disk quota exceeded");
    }
}
