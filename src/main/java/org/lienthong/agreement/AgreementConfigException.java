package org.lienthong.agreement;

import java.util.List;
import org.lienthong.config.Finding;
import org.lienthong.config.Findings;

/** The services or agreements as configured cannot be used. The message holds every finding, one per line. */
public final class AgreementConfigException extends RuntimeException {

    private final transient List<Finding> findings;

    AgreementConfigException(Findings findings) {
        super("The services and agreements cannot be used:\n" + findings);
        this.findings = findings.list();
    }

    public List<Finding> findings() {
        return findings;
    }
}
