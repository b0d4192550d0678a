package org.lienthong.publish;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The versions of the configuration, to be read. */
public final class Versions {

    private final VersionStore store;

    Versions(VersionStore store) {
        this.store = store;
    }

    public Optional<Version> inForce() {
        return store.inForce();
    }

    Optional<Version> lastRefused() {
        return store.lastRefused();
    }

    /** Newest first, those with a number below {@code before}. */
    public List<Version> history(long before, int limit) {
        return store.history(before, limit);
    }

    public Optional<Version> find(long version) {
        return store.find(version);
    }

    /** What it changed in its parent, file by file; empty for what was refused. */
    public Difference difference(long number) {
        Optional<Version> version = find(number);
        Tree files = files(number).orElse(null);
        if (version.isEmpty() || files == null) {
            return new Difference(List.of());
        }
        Long parent = version.get().parent();
        return Difference.of(parent == null ? new Tree(Map.of()) : files(parent).orElseThrow(), files);
    }

    /** What would change if it came into force again; empty for what was refused. */
    public Difference differenceToForce(long number) {
        Tree now = inForce().flatMap(version -> files(version.version())).orElse(null);
        Tree then = files(number).orElse(null);
        return now == null || then == null ? new Difference(List.of()) : Difference.of(now, then);
    }

    /** Empty when there is no such version, or it was refused. */
    Optional<Tree> files(long number) {
        return find(number)
                .filter(version -> !version.is(Version.State.REFUSED))
                .map(version -> store.tree(version.hash()));
    }
}
