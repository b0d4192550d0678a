package org.lienthong.agency;

import java.util.List;
import org.lienthong.config.Finding;
import org.lienthong.config.Findings;

/** The agencies as configured cannot be used. The message holds every finding, one per line. */
public final class AgencyConfigException extends RuntimeException {

    private final transient List<Finding> findings;

    AgencyConfigException(Findings findings) {
        super("The agencies cannot be used:\n" + findings);
        this.findings = findings.list();
    }

    public List<Finding> findings() {
        return findings;
    }
}
