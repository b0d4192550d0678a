package org.lienthong.security;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says which bundle of certificates cannot be used, and why; never what stands in a key's file. */
final class CertificateAnalyzer extends AbstractFailureAnalyzer<IllegalStateException> {

    private static final String BUNDLE = "Unable to register SSL bundle";

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, IllegalStateException cause) {
        for (Throwable e = cause; e != null; e = e.getCause()) {
            if (String.valueOf(e.getMessage()).startsWith(BUNDLE)) {
                return new FailureAnalysis(
                        "The certificates of the bundle"
                                + String.valueOf(e.getMessage()).substring(BUNDLE.length()) + " cannot be used: "
                                + last(e).getMessage() + System.lineSeparator()
                                + "Không dùng được chứng thư số đã cấu hình.",
                        "Check the files under spring.ssl.bundle: that they are there, that the hub's user may read them, and"
                                + " that the key belongs to the certificate.",
                        cause);
            }
        }
        return null;
    }

    private static Throwable last(Throwable failure) {
        Throwable last = failure;
        while (last.getCause() != null) {
            last = last.getCause();
        }
        return last;
    }
}
