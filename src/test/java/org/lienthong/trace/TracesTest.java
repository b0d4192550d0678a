package org.lienthong.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class TracesTest {

    private static final UUID EXCHANGE = UUID.fromString("019aa000-0000-7000-8000-000000000001");
    private static final Instant START = Instant.parse("2026-11-22T01:00:00.123Z");
    private static final String PARENT = "00f067aa0ba902b7";

    private final Collector collector = new Collector();

    @Test
    void handsOverSpansWithTheIdsAndTimesTheyWereGiven() {
        try (Traces traces = Traces.to(collector, 1, 512, Duration.ofHours(1))) {
            traces.record(span(trace(1), PARENT));
            traces.record(span(trace(2), null));
            assertThat(traces.flush()).isTrue();
        }
        assertThat(collector.spans).hasSize(2).first().satisfies(span -> {
            assertThat(span.getTraceId()).isEqualTo(trace(1));
            assertThat(span.getSpanId()).isEqualTo(SpanIds.accept(EXCHANGE));
            assertThat(span.getParentSpanId()).isEqualTo(PARENT);
            assertThat(span.getStartEpochNanos()).isEqualTo(START.toEpochMilli() * 1_000_000);
            assertThat(span.getEndEpochNanos() - span.getStartEpochNanos()).isEqualTo(5_000_000);
        });
        assertThat(collector.spans.get(1).getTraceId()).isEqualTo(trace(2));
        assertThat(collector.spans.get(1).getParentSpanContext().isValid()).isFalse();
    }

    @Test
    void samplesByTheTraceIdAlone() {
        try (Traces one = Traces.to(collector, 0.1, 512, Duration.ofHours(1));
                Traces other = Traces.to(collector, 0.1, 512, Duration.ofHours(1))) {
            long sampled = 0;
            for (int i = 0; i < 2000; i++) {
                String trace = trace(i * 0x9E3779B97F4A7C15L);
                assertThat(one.sampled(trace)).isEqualTo(other.sampled(trace));
                sampled += one.sampled(trace) ? 1 : 0;
            }
            assertThat(sampled).isBetween(120L, 280L);
        }
    }

    @Test
    void tellsWhatTheCollectorDidNotConfirm() {
        try (Traces traces = Traces.to(collector, 1, 512, Duration.ofHours(1))) {
            collector.away = true;
            traces.record(span(trace(1), null));
            assertThat(traces.flush()).isFalse();
            collector.away = false;
            traces.record(span(trace(2), null));
            assertThat(traces.flush()).isFalse();
            traces.forgive();
            assertThat(traces.flush()).isTrue();
        }
    }

    @Test
    void doesNothingWithoutACollector() {
        try (Traces traces = Traces.off()) {
            traces.record(span(trace(1), null));
            assertThat(traces.sampled(trace(1))).isFalse();
            assertThat(traces.flush()).isTrue();
            assertThat(traces.traceparent(trace(1), PARENT)).isEqualTo("00-" + trace(1) + "-" + PARENT + "-00");
            assertThat(traces.traceparent("trace", PARENT)).isNull();
        }
    }

    @Test
    void derivesDifferentIdsForDifferentThings() {
        assertThat(List.of(
                        SpanIds.accept(EXCHANGE),
                        SpanIds.relay(EXCHANGE, 0),
                        SpanIds.deliver(EXCHANGE, 0),
                        SpanIds.deliver(EXCHANGE, 1),
                        SpanIds.answer(EXCHANGE, 0),
                        SpanIds.accept(new UUID(EXCHANGE.getMostSignificantBits(), 7))))
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("[0-9a-f]{16}"));
    }

    @Test
    void keepsBothSpansOfARequestInOneText() {
        RequestSpan span = new RequestSpan(trace(1), "0000000000000001", PARENT);
        span.enter();
        try {
            assertThat(RequestSpan.of(trace(1), RequestSpan.stored())).isEqualTo(span);
        } finally {
            RequestSpan.leave();
        }
        assertThat(RequestSpan.stored()).isNull();
        assertThat(RequestSpan.of(trace(1), null)).isNull();
    }

    private static SpanRecord span(String trace, String parent) {
        return new SpanRecord(
                trace,
                SpanIds.accept(EXCHANGE),
                parent,
                "accept",
                SpanRecord.Kind.INTERNAL,
                START,
                START.plusMillis(5),
                Map.of("lienthong.kind", "document"),
                null);
    }

    private static String trace(long number) {
        return String.format("4bf92f3577b34da6%016x", number);
    }

    private static final class Collector implements SpanExporter {

        private final List<SpanData> spans = new CopyOnWriteArrayList<>();
        private volatile boolean away;

        @Override
        public CompletableResultCode export(Collection<SpanData> batch) {
            if (away) {
                return CompletableResultCode.ofFailure();
            }
            spans.addAll(batch);
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }
}
