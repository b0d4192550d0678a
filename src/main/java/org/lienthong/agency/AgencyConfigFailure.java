package org.lienthong.agency;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Ends a start with bad agencies in a list of the mistakes, not in a stack trace. */
final class AgencyConfigFailure extends AbstractFailureAnalyzer<AgencyConfigException> {

    @Override
    protected FailureAnalysis analyze(Throwable failure, AgencyConfigException cause) {
        return new FailureAnalysis(
                String.valueOf(cause.getMessage()),
                "Correct the places named; config/agencies/README.md explains every key.",
                cause);
    }
}
