package org.lienthong.mapping;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What a mapping may take.
 *
 * @param timeLimit for one message
 * @param maxInput largest message to map
 * @param maxOutput largest result
 * @param memory that an expression, or the trees of a stylesheet, may take beside 32 times the input
 * @param maxDocument largest document to map on its way to a recipient, and largest result of that
 * @param threads that map at once
 * @param waiting messages that may wait for one of them
 */
@ConfigurationProperties("hub.mapping")
record MappingSettings(
        @DefaultValue("2s") Duration timeLimit,
        @DefaultValue("16MB") DataSize maxInput,
        @DefaultValue("16MB") DataSize maxOutput,
        @DefaultValue("64MB") DataSize memory,
        @DefaultValue("4MB") DataSize maxDocument,
        @DefaultValue("16") int threads,
        @DefaultValue("1000") int waiting) {

    MappingSettings {
        if (timeLimit.isNegative() || timeLimit.isZero() || threads < 1 || waiting < 1) {
            throw new IllegalArgumentException(
                    "hub.mapping: time-limit is more than nothing, threads and waiting are at least 1");
        }
    }

    static MappingSettings defaults() {
        return new MappingSettings(
                Duration.ofSeconds(2),
                DataSize.ofMegabytes(16),
                DataSize.ofMegabytes(16),
                DataSize.ofMegabytes(64),
                DataSize.ofMegabytes(4),
                16,
                1000);
    }
}
