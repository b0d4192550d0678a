package org.lienthong.trace;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code hub.traces.*}.
 *
 * @param endpoint where spans go, OTLP over HTTP, {@code http://collector.example:4318/v1/traces}; null: nowhere
 * @param sampled share of the traces that are recorded, 0 to 1; it depends on the trace id alone
 * @param headers sent along, as a collector's key
 * @param timeout of one export
 * @param queue spans that may wait to be exported
 * @param interval how often the collector gets what there is
 */
@ConfigurationProperties("hub.traces")
record TraceSettings(
        @Nullable URI endpoint,
        @DefaultValue("0.1") double sampled,
        @DefaultValue Map<String, String> headers,
        @DefaultValue("5s") Duration timeout,
        @DefaultValue("8192") int queue,
        @DefaultValue("1s") Duration interval) {

    TraceSettings {
        headers = Map.copyOf(headers);
        if (!(sampled >= 0 && sampled <= 1)) {
            throw new IllegalArgumentException("hub.traces.sampled must be 0 to 1, not " + sampled);
        }
        if (queue < 512) {
            throw new IllegalArgumentException("hub.traces.queue must be 512 at least, not " + queue);
        }
        if (interval.isNegative() || interval.isZero()) {
            throw new IllegalArgumentException("hub.traces.interval must be longer than nothing");
        }
    }
}
