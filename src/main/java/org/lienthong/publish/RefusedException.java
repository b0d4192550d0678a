package org.lienthong.publish;

import java.util.List;

/** A configuration that cannot come into force. */
final class RefusedException extends RuntimeException {

    private final transient List<Version.Problem> findings;

    RefusedException(List<Version.Problem> findings) {
        super("the configuration has faults", null, false, false);
        this.findings = List.copyOf(findings);
    }

    List<Version.Problem> findings() {
        return findings;
    }
}
