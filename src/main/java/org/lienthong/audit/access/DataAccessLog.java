package org.lienthong.audit.access;

/** Records accesses to data in the audit log. What commits them is where all changes of the hub are committed. */
@FunctionalInterface
public interface DataAccessLog {

    /**
     * Returns when the entry is durable; what it records may leave the hub only then. Callers at the same time share a
     * commit.
     *
     * @return the entry's index in the audit log
     * @throws org.lienthong.problem.ProblemException {@code DEPENDENCY_UNAVAILABLE} or {@code AUDIT_INCONSISTENT} when it
     *     could not be recorded: then nothing may leave
     */
    long record(DataAccess access);

    /** An entry that is on its way. */
    @FunctionalInterface
    interface Recording {

        /** As {@link DataAccessLog#record}, for the entry that was begun; more than once if need be. */
        long await();
    }

    /**
     * Hands an entry over, for whoever has something to do that depends on it in nothing and lets nothing leave the hub.
     *
     * @throws org.lienthong.problem.ProblemException as {@link #record}, when it is clear already
     */
    default Recording begin(DataAccess access) {
        long index = record(access);
        return () -> index;
    }
}
