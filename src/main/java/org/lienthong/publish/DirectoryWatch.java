package org.lienthong.publish;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lienthong.audit.About;
import org.lienthong.audit.AuditEntry;
import org.lienthong.audit.AuditEvent;
import org.lienthong.audit.AuditTrail;
import org.lienthong.audit.Origin;
import org.lienthong.audit.Who;
import org.lienthong.config.Directories;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.lienthong.publish.GitTree.Commit;
import org.lienthong.publish.Version.State;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes what is in a directory when it has changed and two looks in a row found the same. Of a Git working tree only
 * what is checked out is taken, and who wrote the commit is the author. What is wrong changes nothing and is told once.
 */
final class DirectoryWatch {

    private static final Logger LOG = LoggerFactory.getLogger(DirectoryWatch.class);
    private static final String WATCH = "watch";
    private static final Set<String> DIRECTORIES = Set.of("start", WATCH);

    /** Somebody else publishes at this moment, or just has: the next look tells. */
    private static final Set<ProblemType> LATER =
            Set.of(ProblemType.RELOAD_IN_PROGRESS, ProblemType.CONFIG_VERSION_CONFLICT);

    private final Path directory;
    private final BundleLimits limits;
    private final Publisher publisher;
    private final VersionStore store;
    private final AuditTrail audit;
    private final Clock clock;
    private String before = "";
    private String settled = "";
    private @Nullable Version proposed;
    private volatile String found = "nothing yet";

    DirectoryWatch(
            Path directory,
            BundleLimits limits,
            Publisher publisher,
            VersionStore store,
            AuditTrail audit,
            Clock clock) {
        this.directory = directory;
        this.limits = limits;
        this.publisher = publisher;
        this.store = store;
        this.audit = audit;
        this.clock = clock;
    }

    /** What became of what is there, for operators. */
    String found() {
        return found;
    }

    /** By one thread. */
    void look() {
        if (proposed != null && isOvertaken(proposed)) {
            settled = "";
        }
        try {
            Candidate candidate = read();
            if (isNewAndStable(candidate.tree().hash() + ' ' + candidate.reason()) && isSettled(candidate)) {
                settled = before;
            }
        } catch (BundleException e) {
            if (isNewAndStable(e.rule() + ' ' + e.getMessage())) {
                tell(e);
                settled = before;
            }
        }
    }

    private boolean isNewAndStable(String key) {
        boolean stable = key.equals(before);
        before = key;
        return stable && !key.equals(settled);
    }

    /** @throws BundleException when it cannot be read or is not to be taken */
    private Candidate read() {
        try {
            Optional<GitTree> git = GitTree.at(directory);
            Commit commit = git.isPresent() ? git.get().head() : null;
            Tree tree = tree();
            if (git.isPresent() && commit != null) {
                git.get().requireCheckedOut(tree, commit);
            }
            String author = commit == null || commit.author() == null ? WATCH : commit.author();
            String reason = commit == null ? "the watched directory" : commit.reason();
            return new Candidate(tree, WATCH, author, reason, null, WATCH);
        } catch (IOException | UncheckedIOException e) {
            throw new BundleException("unreadable", "", "it cannot be read: " + e);
        }
    }

    /** One that is missing is not mounted, or half way there: nobody means an empty configuration by that. */
    private Tree tree() throws IOException {
        for (String root : Tree.ROOTS) {
            if (!Files.isDirectory(directory.resolve(root))) {
                throw new BundleException("unreadable", root, "is no directory");
            }
        }
        return Tree.of(new Directories(directory.resolve("config"), directory.resolve("routes")), limits);
    }

    private void tell(BundleException fault) {
        found = "not taken, " + fault.rule() + ": " + fault.getMessage();
        LOG.atWarn()
                .addKeyValue("rule", fault.rule())
                .log("the watched directory is not taken: {}", fault.getMessage());
        if (fault.rule().equals("uncommitted")) {
            return; // somebody is at work there
        }
        audit.record(List.of(AuditEntry.of(AuditEvent.REFUSED, clock.instant(), Who.of(WATCH), Origin.of(WATCH, WATCH))
                .about(About.kind("configuration"))
                .result(Refusal.of(fault).type().slug())));
    }

    /** Whether there is nothing more to do about it until it changes. */
    private boolean isSettled(Candidate candidate) {
        String hash = candidate.tree().hash();
        Optional<Version> declined = store.lastRefused()
                .filter(last -> last.hash().equals(hash) && last.source().equals(WATCH))
                .filter(last -> last.approver() != null && last.findings().isEmpty());
        if (declined.isPresent()) {
            found = "declined as version " + declined.get().version();
            return true;
        }
        Optional<Version> taken = store.lastFrom(DIRECTORIES)
                .filter(last -> last.hash().equals(hash))
                .filter(last -> !isOvertaken(last));
        if (taken.isPresent()) {
            settle(taken.get());
            return true; // what was published in other ways since stays
        }
        try {
            settle(published(candidate));
            return true;
        } catch (ProblemException e) {
            if (e.type() == ProblemType.CONFIG_INVALID) {
                found = "refused, " + e.errors().size() + " findings, the first: " + first(e);
                return true;
            }
            if (LATER.contains(e.type())) {
                return false;
            }
            throw e;
        }
    }

    private void settle(Version version) {
        proposed = version.is(State.PROPOSED) ? version : null;
        found = (proposed == null ? "taken as version " : "proposed as version ") + version.version();
    }

    /** Nobody can approve it any more: it stands on what another version has replaced. */
    private boolean isOvertaken(Version version) {
        long now = store.numberInForce();
        return version.is(State.PROPOSED)
                && version.parent() != null
                && now != version.parent()
                && now != version.version();
    }

    private static String first(ProblemException refusal) {
        return refusal.errors().stream()
                .findFirst()
                .map(error -> error.pointer() + " " + error.detail())
                .orElse(refusal.detail());
    }

    private Version published(Candidate candidate) {
        boolean refusedBefore = store.lastRefused()
                .filter(last -> last.source().equals(WATCH))
                .filter(last -> last.hash().equals(candidate.tree().hash()))
                .isPresent();
        if (refusedBefore) {
            publisher.publish(candidate, true); // at another hub, or before a restart: told once is enough
        }
        Optional<Version> until = store.inForce();
        Version version = publisher.publish(candidate, false).version();
        until.filter(replaced -> !DIRECTORIES.contains(replaced.source()))
                .filter(replaced -> version.is(State.IN_FORCE) && replaced.version() != version.version())
                .ifPresent(replaced -> LOG.warn(
                        "version {} by {} was not in the watched directory, which has changed: version {} replaces it",
                        replaced.version(),
                        replaced.author(),
                        version.version()));
        return version;
    }
}
