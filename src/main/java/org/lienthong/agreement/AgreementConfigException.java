package org.lienthong.agreement;

import java.util.List;
import org.lienthong.config.Finding;
import org.lienthong.config.Findings;

/** The services or agreements as configured cannot be used. The message holds every finding, one per line. */
public final class AgreementConfigException extends RuntimeException {

    private final transient List<Finding> findings;
    private final transient List<Finding> warnings;

    AgreementConfigException(Findings findings, Findings warnings) {
        super("The services and agreements cannot be used:\n" + findings);
        this.findings = findings.list();
        this.warnings = warnings.list();
    }

    /** What is worth a look beside the mistakes. */
    public List<Finding> warnings() {
        return warnings;
    }

    public List<Finding> findings() {
        return findings;
    }
}
