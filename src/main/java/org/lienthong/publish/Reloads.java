package org.lienthong.publish;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;

/** Counts what became of versions at this hub: {@code published}, {@code refused}, or {@code unusable} here. */
final class Reloads {

    private final MeterRegistry meters;

    Reloads(MeterRegistry meters) {
        this.meters = meters;
        List.of("published", "refused", "unusable").forEach(result -> counter(result, "api")); // before the first one
    }

    /** @param source where it came from: api, watch, rollback, other-hub */
    void count(String result, String source) {
        counter(result, source).increment();
    }

    private Counter counter(String result, String source) {
        return Counter.builder("hub.config.reload")
                .description(
                        "Versions of the configuration that came into force here, were refused, or do not run here")
                .tag("result", result)
                .tag("source", source)
                .register(meters);
    }
}
