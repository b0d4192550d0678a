package org.lienthong.service;

import org.lienthong.agreement.Decision;

/** Counts a permitted call against what was agreed. */
@FunctionalInterface
interface ServiceQuota {

    /** @throws org.lienthong.problem.ProblemException {@code rate-limited} when nothing is left */
    void take(Decision.Permitted permitted);
}
