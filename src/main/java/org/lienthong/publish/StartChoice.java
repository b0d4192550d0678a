package org.lienthong.publish;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;
import org.lienthong.config.Directories;
import org.lienthong.publish.Version.State;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a hub starts with: the version in force, or the directories that it was given, when those have changed since they
 * were last taken. Where a version was published meanwhile, a setting decides, and the log says so.
 */
final class StartChoice {

    private static final Logger LOG = LoggerFactory.getLogger(StartChoice.class);

    private final VersionStore store;
    private final Checkouts checkouts;
    private final Preparation preparation;
    private final PublishSettings settings;
    private final java.time.Clock clock;

    StartChoice(
            VersionStore store,
            Checkouts checkouts,
            Preparation preparation,
            PublishSettings settings,
            java.time.Clock clock) {
        this.store = store;
        this.checkouts = checkouts;
        this.preparation = preparation;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * What was chosen.
     *
     * @param inForce the version in force until now; null before the first
     * @param candidate what is to become a version once the hub runs with it; null when it runs the version in force
     */
    record Chosen(
            Directories directories,
            @Nullable Version inForce,
            @Nullable Tree candidate) {}

    Chosen choose(Directories given) {
        Tree tree = read(given);
        Optional<Version> inForce = store.inForce();
        if (inForce.isEmpty()) {
            return new Chosen(checkouts.of(tree), null, tree);
        }
        Version now = inForce.get();
        if (!isWanted(given, tree, now) || !isGood(tree, now)) {
            return new Chosen(checkouts.of(store.tree(now.hash())), now, null);
        }
        return new Chosen(checkouts.of(tree), now, tree);
    }

    private boolean isWanted(Directories given, Tree tree, Version now) {
        if (tree.hash().equals(now.hash())) {
            return false;
        }
        Set<String> own = own(given);
        boolean published = !own.contains(now.source());
        boolean unchanged = store.lastFrom(own)
                .filter(last -> last.hash().equals(tree.hash()))
                .isPresent();
        if (settings.source() == PublishSettings.Source.DIRECTORY) {
            return true;
        }
        if (unchanged) {
            LOG.info(
                    "configuration {} by {} stays in force: the directories have not changed since it was published",
                    now.version(),
                    now.author());
            return false;
        }
        if (published) {
            LOG.warn(
                    "the directories have changed, and so has what {} published as version {}: that stays in force. Publish"
                            + " the directories, or start with --hub.configuration.source=directory, to take them instead",
                    now.author(),
                    now.version());
            return false;
        }
        return true;
    }

    /** The ways by which these directories become versions: where they are watched, too, there are two. */
    private Set<String> own(Directories given) {
        Directories watched = settings.watched();
        boolean same =
                watched != null && same(watched.config(), given.config()) && same(watched.routes(), given.routes());
        return same ? Set.of("start", "watch") : Set.of("start");
    }

    private static boolean same(Path one, Path other) {
        return one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
    }

    /** A bad configuration never replaces a good one, and a change that two persons decide is only proposed. */
    private boolean isGood(Tree tree, Version now) {
        try {
            preparation.check(tree);
            if (settings.approvals() == 2) {
                propose(tree, now);
                return false;
            }
            return true;
        } catch (RefusedException e) {
            LOG.error(
                    "the directories have {} faults, so configuration {} stays in force; the first: {}",
                    e.findings().size(),
                    now.version(),
                    e.findings().get(0));
            record(tree, now, State.REFUSED, e.findings());
            return false;
        }
    }

    private void propose(Tree tree, Version now) {
        LOG.warn("the directories have changed; two persons decide, so they are only proposed");
        record(tree, now, State.PROPOSED, java.util.List.of());
    }

    private void record(Tree tree, Version now, State state, java.util.List<Version.Problem> findings) {
        Optional<Version> last = store.history(Long.MAX_VALUE, 1).stream().findFirst();
        if (last.isPresent() && last.get().is(state) && last.get().hash().equals(tree.hash())) {
            return; // as at the last start
        }
        Difference difference = Difference.of(store.tree(now.hash()), tree);
        Candidate candidate = candidate(tree);
        java.time.Instant at = clock.instant();
        Version draft = new Version(
                0,
                now.version(),
                tree.hash(),
                state.word(),
                candidate.source(),
                candidate.author(),
                null,
                candidate.reason(),
                null,
                at,
                state == State.REFUSED ? at : null,
                tree.files().size(),
                DigestUtils.sha256Hex(difference.text()),
                findings);
        store.add(
                draft,
                state == State.REFUSED ? null : tree,
                version -> Recording.entry(version, candidate, state.word()));
    }

    static Candidate candidate(Tree tree) {
        return new Candidate(tree, "start", "start", "directories at the start", null, "start");
    }

    private Tree read(Directories given) {
        try {
            return Tree.of(given, settings.limits());
        } catch (IOException e) {
            throw new UncheckedIOException("the directories of the configuration cannot be read", e);
        }
    }
}
