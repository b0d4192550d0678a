package org.lienthong.problem;

/**
 * A caller was refused something at the web's edge; published as an application event so that it enters the audit log,
 * unless whoever refused has recorded it already.
 *
 * @param type why
 * @param channel {@code rest} or {@code vxp}
 * @param traceId as told to the caller
 */
public record RequestRefused(ProblemType type, String channel, String traceId) {}
