package org.lienthong.agreement;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Ends a start with bad agreements in a list of the mistakes, not in a stack trace. */
final class AgreementConfigFailure extends AbstractFailureAnalyzer<AgreementConfigException> {

    @Override
    protected FailureAnalysis analyze(Throwable failure, AgreementConfigException cause) {
        return new FailureAnalysis(
                String.valueOf(cause.getMessage()),
                "Correct the places named; config/agreements/README.md and config/services/README.md explain every key.",
                cause);
    }
}
