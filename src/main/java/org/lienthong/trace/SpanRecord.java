package org.lienthong.trace;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A span that is over.
 *
 * @param attributes short words, never personal data
 * @param failure why it failed, or null
 */
public record SpanRecord(
        String traceId,
        String id,
        @Nullable String parent,
        String name,
        Kind kind,
        Instant start,
        Instant end,
        Map<String, String> attributes,
        @Nullable String failure) {

    /** As OpenTelemetry has them. */
    public enum Kind {
        INTERNAL,
        SERVER,
        CLIENT,
        PRODUCER
    }

    public SpanRecord {
        attributes = Map.copyOf(attributes);
        if (end.isBefore(start)) {
            end = start; // a clock that was set back
        }
    }

    SpanKind spanKind() {
        return SpanKind.valueOf(kind.name());
    }

    Attributes all() {
        var all = Attributes.builder();
        attributes.forEach((name, value) -> all.put(AttributeKey.stringKey(name), value));
        return all.build();
    }
}
