package org.lienthong.audit.token;

import java.time.Instant;

/**
 * What a token proves.
 *
 * @param time when the data existed, by the authority's clock
 * @param authority the name in its certificate
 * @param serial hexadecimal, unique for each token of an authority
 */
public record Timestamp(Instant time, String authority, String serial) {}
