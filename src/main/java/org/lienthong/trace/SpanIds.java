package org.lienthong.trace;

import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Span ids (8 bytes, 16 lower-case hex digits) that follow from what is durable. So a recipient is told the same parent by
 * whichever process delivers to it, and a span that is emitted again after a crash is the same span.
 */
public final class SpanIds {

    private static final long ACCEPT = 1;
    private static final long RELAY = 2;
    private static final long DELIVER = 3;
    private static final long ANSWER = 4;

    private SpanIds() {}

    public static String accept(UUID exchangeId) {
        return id(exchangeId, ACCEPT, 0);
    }

    /** @param attempt counted from 0 */
    public static String relay(UUID deliveryId, int attempt) {
        return id(deliveryId, RELAY, attempt);
    }

    public static String deliver(UUID deliveryId, int attempt) {
        return id(deliveryId, DELIVER, attempt);
    }

    public static String answer(UUID deliveryId, int attempt) {
        return id(deliveryId, ANSWER, attempt);
    }

    /** {@code traceparent} (W3C Trace Context 1 §3.2); null when the trace id is none of that kind. */
    public static @Nullable String traceparent(String traceId, String spanId, boolean sampled) {
        return traceId.length() == 32 ? "00-" + traceId + '-' + spanId + (sampled ? "-01" : "-00") : null;
    }

    private static String id(UUID of, long what, int attempt) {
        long mixed = mix(of.getMostSignificantBits() ^ mix(of.getLeastSignificantBits() + (what << 32 | attempt)));
        return HexFormat.of().toHexDigits(mixed == 0 ? what : mixed);
    }

    /** The finalizer of SplitMix64: every bit of the input changes half of the output's. */
    private static long mix(long bits) {
        long mixed = (bits ^ bits >>> 30) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
        return mixed ^ mixed >>> 31;
    }
}
