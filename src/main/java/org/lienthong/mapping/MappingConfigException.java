package org.lienthong.mapping;

import java.util.List;
import org.lienthong.config.Finding;
import org.lienthong.config.Findings;

/** The mappings cannot be used; each finding says where and why. */
public final class MappingConfigException extends RuntimeException {

    private final transient List<Finding> findings;

    MappingConfigException(Findings findings) {
        super(findings.toString(), null, false, false);
        this.findings = findings.list();
    }

    public List<Finding> findings() {
        return findings;
    }
}
