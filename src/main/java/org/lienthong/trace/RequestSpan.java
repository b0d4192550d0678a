package org.lienthong.trace;

import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * The hub's span of the request that this thread works on. The MDC carries it, for log lines, too.
 *
 * @param traceId 32 lower-case hex digits
 * @param id of the span, 16 lower-case hex digits
 * @param parent the caller's span; null when it named none
 */
public record RequestSpan(
        String traceId, String id, @Nullable String parent) {

    private static final String TRACE = "traceId";
    private static final String SPAN = "spanId";
    private static final String PARENT = "parentSpanId";
    private static final String EXCHANGE = "exchangeId";
    private static final String AGENCY = "agency";

    public static @Nullable RequestSpan current() {
        String trace = MDC.get(TRACE);
        String span = MDC.get(SPAN);
        return trace == null || span == null ? null : new RequestSpan(trace, span, MDC.get(PARENT));
    }

    public void enter() {
        MDC.put(TRACE, traceId);
        MDC.put(SPAN, id);
        if (parent != null) {
            MDC.put(PARENT, parent);
        }
    }

    public static void leave() {
        MDC.remove(TRACE);
        MDC.remove(SPAN);
        MDC.remove(PARENT);
        MDC.remove(EXCHANGE);
        MDC.remove(AGENCY);
    }

    /** What the log lines of this thread are about, until {@link #leave}. */
    public static void about(String traceId, @Nullable String exchangeId, @Nullable String agency) {
        MDC.put(TRACE, traceId);
        if (exchangeId != null) {
            MDC.put(EXCHANGE, exchangeId);
        }
        if (agency != null) {
            MDC.put(AGENCY, agency);
        }
    }

    /** Both span ids as one text, for a row; the trace id has a column of its own. */
    public static @Nullable String stored() {
        RequestSpan span = current();
        return span == null ? null : span.parent() == null ? span.id() : span.id() + ' ' + span.parent();
    }

    /** @param stored what {@link #stored} made */
    public static @Nullable RequestSpan of(String traceId, @Nullable String stored) {
        if (stored == null) {
            return null;
        }
        int space = stored.indexOf(' ');
        return space < 0
                ? new RequestSpan(traceId, stored, null)
                : new RequestSpan(traceId, stored.substring(0, space), stored.substring(space + 1));
    }
}
