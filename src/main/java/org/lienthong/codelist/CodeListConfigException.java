package org.lienthong.codelist;

import java.util.List;
import org.lienthong.config.Finding;
import org.lienthong.config.Findings;

/** The code lists cannot be used; each finding says where and why. */
public final class CodeListConfigException extends RuntimeException {

    private final transient List<Finding> findings;

    CodeListConfigException(Findings findings) {
        super(findings.toString(), null, false, false);
        this.findings = findings.list();
    }

    public List<Finding> findings() {
        return findings;
    }
}
