package org.lienthong.publish;

import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;
import org.lienthong.config.InForce;
import org.lienthong.delivery.CrashPoint;
import org.lienthong.problem.ProblemException;
import org.lienthong.publish.Version.State;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings versions of the configuration into force: checked whole, built beside what runs, recorded with its audit entry in
 * one transaction, then swapped between messages. Whatever goes wrong before leaves everything as it was; a crash leaves
 * the version before or the new one.
 */
public final class Publisher {

    private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);
    private static final Duration AGAIN = Duration.ofSeconds(30);
    private static final Tree NOTHING = new Tree(Map.of());

    private final VersionStore store;
    private final Preparation preparation;
    private final Checkouts checkouts;
    private final InForce inForce;
    private final boolean twoPersons;
    private final Reloads reloads;
    private final Clock clock;
    private final ReentrantLock one = new ReentrantLock();
    private volatile long unusable;
    private Instant tryAgain = Instant.MIN;

    Publisher(
            VersionStore store,
            Preparation preparation,
            Checkouts checkouts,
            InForce inForce,
            boolean twoPersons,
            Reloads reloads,
            Clock clock) {
        this.store = store;
        this.preparation = preparation;
        this.checkouts = checkouts;
        this.inForce = inForce;
        this.twoPersons = twoPersons;
        this.reloads = reloads;
        this.clock = clock;
    }

    /**
     * What came of a candidate.
     *
     * @param version without a number when it was only tried
     * @param unchanged whether just this is in force already
     */
    public record Outcome(Version version, Difference difference, boolean unchanged) {}

    /**
     * Publishes, or proposes where two persons decide.
     *
     * @param dryRun whether it is only looked at
     * @throws ProblemException with the findings when it is refused; when another one is under way or in force by now
     */
    Outcome publish(Candidate candidate, boolean dryRun) {
        return alone(() -> {
            Version now = store.inForce().orElse(null);
            if (candidate.parent() != null && (now == null || now.version() != candidate.parent())) {
                throw Refusal.stale(now == null ? 0 : now.version());
            }
            Tree before = now == null ? NOTHING : store.tree(now.hash());
            Difference difference = Difference.of(before, candidate.tree());
            if (now != null && now.hash().equals(candidate.tree().hash())) {
                return new Outcome(now, difference, true);
            }
            return new Outcome(taken(candidate, now, difference, dryRun), difference, false);
        });
    }

    private Version taken(Candidate candidate, @Nullable Version now, Difference difference, boolean dryRun) {
        Preparation.Prepared prepared;
        try {
            prepared = preparation.checked(candidate.tree());
        } catch (RefusedException e) {
            Version refused = draft(candidate, now, difference, State.REFUSED, e.findings());
            throw Refusal.of(dryRun ? refused : refused(candidate, refused));
        }
        State state = twoPersons && now != null ? State.PROPOSED : State.IN_FORCE;
        Version draft = draft(candidate, now, difference, state, prepared.warnings());
        if (dryRun) {
            preparation.discard(prepared.draft());
            return draft;
        }
        String word = state == State.PROPOSED
                ? "proposed"
                : candidate.source().equals("rollback") ? "rolled-back" : "published";
        Version added;
        try {
            added = store.add(draft, candidate.tree(), version -> {
                CrashPoint.CONFIGURATION_WRITTEN.pass();
                return Recording.entry(version, candidate, word);
            });
            CrashPoint.CONFIGURATION_COMMITTED.pass();
        } catch (StaleVersionException e) {
            preparation.discard(prepared.draft());
            throw Refusal.stale(e.inForce());
        } catch (RuntimeException e) {
            preparation.discard(prepared.draft()); // had it been committed all the same, the poll takes it over
            throw e;
        }
        if (state == State.IN_FORCE) {
            swap(prepared, added);
        } else {
            preparation.discard(prepared.draft());
            told(added, "proposed");
        }
        return added;
    }

    private Version refused(Candidate candidate, Version refused) {
        reloads.count("refused", candidate.source());
        Version added = store.add(refused, null, version -> Recording.entry(version, candidate, "refused"));
        LOG.atWarn()
                .addKeyValue("version", added.version())
                .addKeyValue("author", added.author())
                .log(
                        "configuration {} refused, {} stays in force; first of {} findings: {}",
                        added.version(),
                        inForce.latest().version(),
                        added.findings().size(),
                        added.findings().get(0));
        return added;
    }

    private void swap(Preparation.Prepared prepared, Version version) {
        inForce.replace(prepared.draft().as(version.version()));
        preparation.changed();
        unusable = 0;
        reloads.count("published", version.source());
        told(version, "in force");
        checkouts.tidy(version.hash());
    }

    private static void told(Version version, String what) {
        LOG.atInfo()
                .addKeyValue("version", version.version())
                .addKeyValue("parent", version.parent())
                .addKeyValue("hash", version.hash())
                .addKeyValue("author", version.author())
                .log("configuration {} {}: {}", version.version(), what, version.reason());
    }

    /**
     * What was in force once comes into force again, as a new version.
     *
     * @throws ProblemException when there is no such version, no reason, or it is refused now
     */
    public Outcome rollBack(long to, String author, String reason, String traceId) {
        String why = Candidate.reason(reason);
        Version old = store.find(to)
                .filter(found -> found.is(State.SUPERSEDED) || found.is(State.IN_FORCE))
                .orElseThrow(Refusal::unknown);
        return publish(new Candidate(store.tree(old.hash()), "rollback", author, why, null, traceId), false);
    }

    /**
     * Another steward than the author lets a proposed version come into force. It is checked again; when another version
     * came into force since, it has to be proposed again on top of that one.
     *
     * @param reason why, for the audit log; null or empty: as the author said
     * @throws ProblemException when it is not proposed, by whom it was proposed, or it is refused now
     */
    public Outcome approve(long number, String approver, @Nullable String reason, String traceId) {
        String why = reason == null || reason.isBlank() ? null : Candidate.reason(reason);
        return alone(() -> {
            Version proposed = store.find(number).orElseThrow(Refusal::unknown);
            if (!proposed.is(State.PROPOSED)) {
                throw Refusal.notProposed(proposed);
            }
            if (proposed.author().equals(approver)) {
                throw Refusal.ownProposal();
            }
            Version now = store.inForce().orElseThrow(Refusal::unknown);
            if (!Long.valueOf(now.version()).equals(proposed.parent())) {
                throw Refusal.stale(now.version());
            }
            Tree tree = store.tree(proposed.hash());
            Difference difference = Difference.of(store.tree(now.hash()), tree);
            return new Outcome(approved(proposed, tree, new Approval(approver, why, traceId)), difference, false);
        });
    }

    /**
     * A proposal is not to come into force: its author takes it back, or another steward declines it.
     *
     * @throws ProblemException when it is not proposed, or there is no reason
     */
    public Version decline(long number, String by, String reason, String traceId) {
        String why = Candidate.reason(reason);
        Version proposed = store.find(number).orElseThrow(Refusal::unknown);
        if (!proposed.is(State.PROPOSED)) {
            throw Refusal.notProposed(proposed);
        }
        Version declined = decided(proposed, State.REFUSED, new Approval(by, why, traceId), List.of());
        try {
            return store.decide(proposed, declined, version -> Recording.entry(version, by, "declined", traceId));
        } catch (StaleVersionException e) {
            throw Refusal.notProposed(store.find(number).orElseThrow(Refusal::unknown)); // decided a moment ago
        }
    }

    /** @param reason as given, or null */
    private record Approval(String by, @Nullable String reason, String traceId) {}

    private Version approved(Version proposed, Tree tree, Approval approval) {
        Preparation.Prepared prepared;
        try {
            prepared = preparation.checked(tree);
        } catch (RefusedException e) {
            Version refused = decided(proposed, State.REFUSED, approval, e.findings());
            reloads.count("refused", proposed.source());
            store.decide(
                    proposed,
                    refused,
                    version -> Recording.entry(version, approval.by(), "refused", approval.traceId()));
            throw Refusal.of(refused);
        }
        Version decided = decided(proposed, State.IN_FORCE, approval, prepared.warnings());
        try {
            store.decide(
                    proposed,
                    decided,
                    version -> Recording.entry(version, approval.by(), "approved", approval.traceId()));
        } catch (StaleVersionException e) {
            preparation.discard(prepared.draft());
            throw Refusal.stale(e.inForce());
        } catch (RuntimeException e) {
            preparation.discard(prepared.draft());
            throw e;
        }
        swap(prepared, decided);
        return decided;
    }

    /** Follows what another hub on the same database published. */
    void takeOver() {
        long number = store.numberInForce();
        boolean tried = number == unusable && clock.instant().isBefore(tryAgain);
        if (number == 0 || number == inForce.latest().version() || tried || !one.tryLock()) {
            return;
        }
        try {
            Version version = store.inForce().orElseThrow();
            if (version.version() != inForce.latest().version()) {
                swap(preparation.unchecked(store.tree(version.hash())), version);
            }
        } catch (RefusedException e) {
            behind(number, String.valueOf(e.findings()));
        } catch (UncheckedIOException | IllegalStateException e) {
            behind(number, String.valueOf(e));
        } finally {
            one.unlock();
        }
    }

    /** To build it takes a while, and mostly fails again: not at every look. */
    private void behind(long number, String why) {
        tryAgain = clock.instant().plus(AGAIN);
        if (unusable != number) {
            unusable = number;
            reloads.count("unusable", "other-hub");
            LOG.atError()
                    .addKeyValue("version", number)
                    .log("configuration {} is in force and does not run here: {}", number, why);
        }
    }

    /** The version in force that this hub cannot run, or 0. */
    long unusable() {
        return unusable;
    }

    /** At the start: the hub runs what it was started with, and that gets its number. */
    void begin(StartChoice.Chosen chosen) {
        Tree candidate = chosen.candidate();
        Version now = chosen.inForce();
        if (candidate == null) {
            inForce.number(now == null ? 0 : now.version());
            return;
        }
        Difference difference = Difference.of(now == null ? NOTHING : store.tree(now.hash()), candidate);
        Candidate wanted = StartChoice.candidate(candidate);
        Version draft = draft(wanted, now, difference, State.IN_FORCE, List.of());
        try {
            Version version = store.add(draft, candidate, added -> Recording.entry(added, wanted, "published"));
            inForce.number(version.version());
            told(version, "in force");
        } catch (StaleVersionException e) {
            LOG.info("another hub published version {} at the same time; it is taken over", e.inForce());
        }
    }

    private Version draft(
            Candidate candidate,
            @Nullable Version now,
            Difference difference,
            State state,
            List<Version.Problem> findings) {
        Instant at = clock.instant();
        return new Version(
                0,
                now == null ? null : now.version(),
                candidate.tree().hash(),
                state.word(),
                candidate.source(),
                candidate.author(),
                null,
                candidate.reason(),
                null,
                at,
                state == State.PROPOSED ? null : at,
                candidate.tree().files().size(),
                DigestUtils.sha256Hex(difference.text()),
                findings);
    }

    private Version decided(Version proposed, State state, Approval approval, List<Version.Problem> findings) {
        return new Version(
                proposed.version(),
                proposed.parent(),
                proposed.hash(),
                state.word(),
                proposed.source(),
                proposed.author(),
                approval.by(),
                proposed.reason(),
                approval.reason(),
                proposed.at(),
                clock.instant(),
                proposed.files(),
                proposed.difference(),
                findings);
    }

    private Outcome alone(java.util.function.Supplier<Outcome> work) {
        if (!one.tryLock()) {
            throw Refusal.underWay();
        }
        try {
            return work.get();
        } finally {
            one.unlock();
        }
    }
}
