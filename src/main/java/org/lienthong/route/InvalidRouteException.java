package org.lienthong.route;

import java.util.List;
import org.lienthong.config.Finding;
import org.lienthong.config.Findings;

/** Routes that the hub does not start with; the message names all that is wrong, one finding per line. */
final class InvalidRouteException extends RuntimeException {

    private final transient List<Finding> findings;

    InvalidRouteException(Findings findings) {
        super(findings.toString());
        this.findings = findings.list();
    }

    List<Finding> findings() {
        return findings;
    }
}
