package org.lienthong.mapping;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Ends a start with bad mappings in a list of the mistakes, not in a stack trace. */
final class MappingConfigFailure extends AbstractFailureAnalyzer<MappingConfigException> {

    @Override
    protected FailureAnalysis analyze(Throwable failure, MappingConfigException cause) {
        return new FailureAnalysis(
                String.valueOf(cause.getMessage()),
                "Correct the places named; config/mappings/README.md says what a mapping may do.",
                cause);
    }
}
