package org.lienthong.call;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lienthong.trace.RequestSpan;
import org.lienthong.trace.SpanRecord;
import org.lienthong.trace.Traces;

/** The span of one call of a registered system, beneath that of the request it is made for; without a request there is none. */
final class CallSpan {

    private final Traces traces;
    private final Clock clock;
    private final String system;
    private final @Nullable RequestSpan request;
    private final String id;
    private final Instant start;

    private CallSpan(Traces traces, Clock clock, String system) {
        this.traces = traces;
        this.clock = clock;
        this.system = system;
        this.request = RequestSpan.current();
        this.id = request == null ? "" : traces.newSpanId();
        this.start = clock.instant();
    }

    static CallSpan begin(Traces traces, Clock clock, String system) {
        return new CallSpan(traces, clock, system);
    }

    /** The call with its {@code traceparent}. */
    SystemCall on(SystemCall call) {
        String traceparent = request == null ? null : traces.traceparent(request.traceId(), id);
        if (traceparent == null) {
            return call;
        }
        Map<String, String> headers = new LinkedHashMap<>(call.headers());
        headers.put("traceparent", traceparent);
        return new SystemCall(
                call.method(),
                call.path(),
                call.query(),
                headers,
                call.contentType(),
                call.body(),
                call.largestAnswer());
    }

    /** @param result {@code answered}, or the problem's name */
    void end(String result) {
        if (request != null && traces.sampled(request.traceId())) {
            traces.record(new SpanRecord(
                    request.traceId(),
                    id,
                    request.id(),
                    "call " + system,
                    SpanRecord.Kind.CLIENT,
                    start,
                    clock.instant(),
                    Map.of("lienthong.system", system),
                    result.equals("answered") ? null : result));
        }
    }
}
