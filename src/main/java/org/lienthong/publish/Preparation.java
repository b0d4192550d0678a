package org.lienthong.publish;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.lienthong.check.Check;
import org.lienthong.check.Report;
import org.lienthong.config.Configured;
import org.lienthong.config.Directories;
import org.lienthong.config.Edition;
import org.lienthong.config.Finding;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes an edition of a configuration beside the one that is in force: checked as by {@code check}, then read and started. */
final class Preparation {

    private static final Logger LOG = LoggerFactory.getLogger(Preparation.class);
    private static final int MOST_FINDINGS = 200;

    private final Checkouts checkouts;
    private final Supplier<List<Configured>> parts;
    private final Clock clock;

    Preparation(Checkouts checkouts, Supplier<List<Configured>> parts, Clock clock) {
        this.checkouts = checkouts;
        this.parts = parts;
        this.clock = clock;
    }

    /** An edition that could come into force, and what is worth a look. */
    record Prepared(Edition.Draft draft, List<Version.Problem> warnings) {}

    /** @throws RefusedException naming all that is wrong */
    Prepared checked(Tree tree) {
        Directories directories = checkouts.of(tree);
        List<Version.Problem> warnings = check(directories);
        return new Prepared(read(directories), warnings);
    }

    /** Without the check, for what passed it at another hub. */
    Prepared unchecked(Tree tree) {
        return new Prepared(read(checkouts.of(tree)), List.of());
    }

    /** @throws RefusedException naming all that is wrong */
    List<Version.Problem> check(Directories directories) {
        Report report = Check.of(directories.config(), directories.routes(), clock);
        List<Version.Problem> found = new ArrayList<>();
        report.errors().forEach(finding -> found.add(problem("error", finding, directories)));
        report.warnings().forEach(finding -> found.add(problem("warning", finding, directories)));
        List<Version.Problem> first = found.stream().limit(MOST_FINDINGS).toList();
        if (!report.errors().isEmpty()) {
            throw new RefusedException(first);
        }
        return first;
    }

    List<Version.Problem> check(Tree tree) {
        return check(checkouts.of(tree));
    }

    private Edition.Draft read(Directories directories) {
        Edition.Draft draft = new Edition.Draft();
        try {
            for (Configured part : parts.get()) {
                part.read(directories, draft);
            }
            return draft;
        } catch (RuntimeException e) {
            discard(draft);
            LOG.atInfo().setCause(e).log("a configuration passed the check and does not run");
            String message = directories.shown(String.valueOf(e.getMessage()));
            throw new RefusedException(
                    List.of(new Version.Problem("error", "does-not-run", "", 1, 1, message.strip())));
        }
    }

    void discard(Edition.Draft draft) {
        parts.get().forEach(part -> part.discard(draft));
    }

    /** Told of what is in force now; a part that fails does not keep the others from it. */
    void changed() {
        for (Configured part : parts.get()) {
            try {
                part.changed();
            } catch (RuntimeException e) {
                LOG.atError().setCause(e).log("a part of the hub does not follow the configuration in force");
            }
        }
    }

    private static Version.Problem problem(String severity, Finding finding, Directories directories) {
        return new Version.Problem(
                severity,
                finding.rule(),
                directories.shown(finding.at().file()),
                finding.at().line(),
                finding.at().column(),
                directories.shown(finding.message()));
    }
}
