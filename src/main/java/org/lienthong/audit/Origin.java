package org.lienthong.audit;

import org.jspecify.annotations.Nullable;

/**
 * Where something came from.
 *
 * @param channel the way it came or went: {@code rest}, {@code vxp}, {@code push}, {@code jms}, {@code pull}
 * @param traceId the id that log lines and problem documents carry
 * @param configuration which version of the configuration it went by, or what became of one
 */
public record Origin(
        @Nullable String channel, String traceId, @Nullable Configuration configuration) {

    /**
     * A version of the configuration. Of what only went by it, there is just its number.
     *
     * @param parent the version that it was made from
     * @param difference lower-case hex SHA-256 of the difference between the two
     * @param reason why, in the words of who published it
     */
    public record Configuration(
            long version,
            @Nullable Long parent,
            @Nullable String difference,
            @Nullable String reason) {}

    public static Origin of(@Nullable String channel, String traceId) {
        return new Origin(channel, traceId, null);
    }

    /** @param version that it went by; 0 where there is none */
    public Origin by(long version) {
        return by(version == 0 ? null : new Configuration(version, null, null, null));
    }

    public Origin by(@Nullable Configuration version) {
        return new Origin(channel, traceId, version);
    }
}
