package org.lienthong.security;

import org.jspecify.annotations.Nullable;
import org.lienthong.problem.ProblemType;

/**
 * A caller was denied something; published as an application event so that it enters the audit log. Denials beyond the
 * limit of failed attempts are not published: guessing must not fill the log.
 *
 * @param type why
 * @param caller who, or null when that was not proven
 * @param channel {@code rest}, {@code vxp} or {@code management}
 * @param traceId as told to the caller
 * @param credential names what was presented in vain, as a certificate's fingerprint; null when there is no name for it
 * @param reason more about why, in one word; or null
 */
public record Denial(
        ProblemType type,
        @Nullable Caller caller,
        String channel,
        String traceId,
        @Nullable String credential,
        @Nullable String reason) {

    public Denial(ProblemType type, @Nullable Caller caller, String channel, String traceId) {
        this(type, caller, channel, traceId, null, null);
    }
}
