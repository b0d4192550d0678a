package org.lienthong.audit.access;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Ends a start without the keys of the personal records in plain words, not in a stack trace. */
final class MissingKeysFailure extends AbstractFailureAnalyzer<MissingKeysException> {

    @Override
    protected FailureAnalysis analyze(Throwable failure, MissingKeysException cause) {
        return new FailureAnalysis(
                String.valueOf(cause.getMessage()),
                "Restore the newest copy of that file, or name it with --hub.personal.key-file=<file>: hubs on one database"
                        + " share it. docs/operations/log.md tells what to do when it is lost.",
                cause);
    }
}
