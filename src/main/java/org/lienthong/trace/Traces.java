package org.lienthong.trace;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Takes spans that are over and hands the sampled ones to a collector, in the background; what it is too slow for is
 * dropped, never waited for. Whether a trace is sampled follows from its id, so that every part of it comes to the same
 * answer, before a crash and after. Without an endpoint it does nothing.
 */
public final class Traces implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int BATCH = 512;

    private final Sampler sampler;
    private final GivenIds ids = new GivenIds();
    private final AtomicLong taken = new AtomicLong();
    private final @Nullable CountingExporter exporter;
    private final @Nullable SdkTracerProvider provider;
    private final @Nullable Tracer tracer;
    private final RandomGenerator random = new SecureRandom();
    private long missed;
    private long losses;

    private Traces(Sampler sampler, @Nullable SpanExporter collector, int queue, Duration interval) {
        this.sampler = sampler;
        if (collector == null) {
            this.exporter = null;
            this.provider = null;
            this.tracer = null;
            return;
        }
        CountingExporter counting = new CountingExporter(collector);
        SdkTracerProvider made = SdkTracerProvider.builder()
                .setSampler(sampler)
                .setIdGenerator(ids)
                .setResource(Resource.create(
                        Attributes.builder().put("service.name", "lienthong").build()))
                .addSpanProcessor(BatchSpanProcessor.builder(counting)
                        .setMaxQueueSize(queue)
                        .setMaxExportBatchSize(BATCH)
                        .setScheduleDelay(interval)
                        .build())
                .build();
        this.exporter = counting;
        this.provider = made;
        this.tracer = made.get("org.lienthong");
    }

    /** Records nothing. */
    public static Traces off() {
        return new Traces(Sampler.alwaysOff(), null, BATCH, PATIENCE);
    }

    static Traces of(TraceSettings settings) {
        URI endpoint = settings.endpoint();
        if (endpoint == null) {
            return off();
        }
        var otlp =
                OtlpHttpSpanExporter.builder().setEndpoint(endpoint.toString()).setTimeout(settings.timeout());
        settings.headers().forEach(otlp::addHeader);
        return to(otlp.build(), settings.sampled(), settings.queue(), settings.interval());
    }

    static Traces to(SpanExporter collector, double sampled, int queue, Duration interval) {
        return new Traces(Sampler.traceIdRatioBased(sampled), collector, queue, interval);
    }

    public boolean isOn() {
        return tracer != null;
    }

    /** For what nobody has to find again. */
    public String newSpanId() {
        return HexFormat.of().toHexDigits(random.nextLong() | 1);
    }

    /** Whether spans of this trace are recorded. */
    public boolean sampled(String traceId) {
        return tracer != null
                && traceId.length() == 32
                && sampler.shouldSample(Context.root(), traceId, "", SpanKind.INTERNAL, Attributes.empty(), List.of())
                                .getDecision()
                        == SamplingDecision.RECORD_AND_SAMPLE;
    }

    /** {@code traceparent} of a call that is a part of this trace, or null. */
    public @Nullable String traceparent(String traceId, String spanId) {
        return SpanIds.traceparent(traceId, spanId, sampled(traceId));
    }

    public void record(SpanRecord span) {
        Tracer to = tracer;
        if (to == null || !sampled(span.traceId())) {
            return;
        }
        SpanBuilder builder = to.spanBuilder(span.name())
                .setSpanKind(span.spanKind())
                .setStartTimestamp(span.start())
                .setAllAttributes(span.all());
        if (span.parent() == null) {
            builder.setNoParent();
        } else {
            builder.setParent(Context.root()
                    .with(Span.wrap(SpanContext.createFromRemoteParent(
                            span.traceId(), span.parent(), TraceFlags.getSampled(), TraceState.getDefault()))));
        }
        ids.next(span);
        try {
            Span made = builder.startSpan();
            if (span.failure() != null) {
                made.setStatus(StatusCode.ERROR, span.failure());
            }
            taken.incrementAndGet();
            made.end(span.end());
        } finally {
            ids.clear();
        }
    }

    /**
     * Hands over all that was recorded before, and waits for that.
     *
     * @return whether the collector has confirmed all of it; once it has not, this is false until {@link #forgive}
     */
    public synchronized boolean flush() {
        SdkTracerProvider all = provider;
        CountingExporter counting = exporter;
        if (all == null || counting == null) {
            return true;
        }
        long before = taken.get();
        CompletableResultCode done = all.forceFlush().join(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        return done.isDone() && counting.confirmed() + missed >= before;
    }

    /** What was not confirmed so far is not waited for any longer: somebody records it again. */
    public synchronized void forgive() {
        if (exporter != null) {
            long now = taken.get() - exporter.confirmed();
            losses += now == missed ? 0 : 1;
            missed = now;
        }
    }

    /** How often something was given up that the collector had not confirmed. */
    public synchronized long losses() {
        return losses;
    }

    /** Whether the collector confirms anything. */
    public long confirmed() {
        return exporter == null ? 0 : exporter.confirmed();
    }

    @Override
    public void close() {
        if (provider != null) {
            provider.shutdown().join(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        }
    }
}
