package org.lienthong.audit;

import java.util.List;

/** Records what happened outside any transaction of its own. */
@FunctionalInterface
public interface AuditTrail {

    /**
     * Returns when the entries are durable.
     *
     * @throws org.lienthong.problem.ProblemException when that could not be confirmed in time
     */
    void record(List<AuditEntry> entries);
}
