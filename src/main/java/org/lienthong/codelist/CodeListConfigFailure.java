package org.lienthong.codelist;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Ends a start with bad code lists in a list of the mistakes, not in a stack trace. */
final class CodeListConfigFailure extends AbstractFailureAnalyzer<CodeListConfigException> {

    @Override
    protected FailureAnalysis analyze(Throwable failure, CodeListConfigException cause) {
        return new FailureAnalysis(
                String.valueOf(cause.getMessage()),
                "Correct the places named; config/codelists/README.md explains every column.",
                cause);
    }
}
