package org.lienthong.check;

import java.util.Comparator;
import java.util.List;
import org.lienthong.config.Finding;

/**
 * What a check found.
 *
 * @param errors with any of them no hub starts, and a running one keeps what it has
 * @param warnings what is worth a look and harms nobody; in the order of files and lines, as the errors
 */
public record Report(List<Finding> errors, List<Finding> warnings) {

    private static final Comparator<Finding> BY_PLACE = Comparator.comparing(
                    (Finding finding) -> finding.at().file())
            .thenComparing(finding -> finding.at().line())
            .thenComparing(finding -> finding.at().column())
            .thenComparing(Finding::rule)
            .thenComparing(Finding::message);

    public Report {
        errors = errors.stream().distinct().sorted(BY_PLACE).toList();
        warnings = warnings.stream().distinct().sorted(BY_PLACE).toList();
    }
}
