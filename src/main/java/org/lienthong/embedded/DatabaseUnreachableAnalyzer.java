package org.lienthong.embedded;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says that the database does not answer or does not let the hub in; other SQL errors at start keep their trace. */
final class DatabaseUnreachableAnalyzer extends AbstractFailureAnalyzer<SQLException> {

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, SQLException cause) {
        for (Throwable e = cause; e != null; e = e.getCause()) {
            if (e instanceof SQLException sql && keepsOut(sql.getSQLState())) {
                return new FailureAnalysis(
                        "The database cannot be used: " + sql.getMessage() + System.lineSeparator()
                                + "Không kết nối được tới cơ sở dữ liệu.",
                        "Check spring.datasource.url, username and password, and that PostgreSQL runs.",
                        cause);
            }
        }
        return null;
    }

    /** SQLSTATE classes: connection exception, invalid authorization, no such database, server starting or full. */
    private static boolean keepsOut(@Nullable String state) {
        return state != null
                && (state.startsWith("08")
                        || state.startsWith("28")
                        || state.startsWith("3D")
                        || state.equals("57P03")
                        || state.equals("53300"));
    }
}
