package org.lienthong.route;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Ends a start with a bad route in the sentence that names it, instead of a stack trace. */
final class InvalidRouteAnalyzer extends AbstractFailureAnalyzer<InvalidRouteException> {

    @Override
    protected FailureAnalysis analyze(Throwable failure, InvalidRouteException cause) {
        return new FailureAnalysis(
                cause.getMessage(),
                "Correct the route and start again; routes/README.md lists what a route may use.\n"
                        + "Hãy sửa tệp tuyến rồi khởi động lại; routes/README.md liệt kê những gì được phép dùng.",
                cause);
    }
}
