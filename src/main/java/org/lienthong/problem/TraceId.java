package org.lienthong.problem;

import jakarta.servlet.http.HttpServletRequest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lienthong.trace.RequestSpan;

/**
 * The id that ties together a request's answer, its log lines and its audit entries: 32 lower-case hex digits, those of
 * the caller's {@code traceparent} (W3C Trace Context) when that is well-formed, else random.
 */
public final class TraceId {

    /** MDC key and request attribute. */
    public static final String KEY = "traceId";

    /** Response header. */
    public static final String HEADER = "Trace-Id";

    private static final Pattern TRACEPARENT =
            Pattern.compile("[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");
    private static final int TRACEPARENT_LENGTH = 55;
    private static final int BYTES = 16;
    private static final int SPAN_BYTES = 8;
    private static final int SPAN_AT = 36;
    private static final String SPAN = RequestSpan.class.getName();

    private final RandomGenerator random;

    TraceId(RandomGenerator random) {
        this.random = random;
    }

    static TraceId secure() {
        return new TraceId(new SecureRandom());
    }

    /** The id of this request; every request that reached the hub's filters has one. */
    public static String of(HttpServletRequest request) {
        return request.getAttribute(KEY) instanceof String id ? id : "";
    }

    /** Gives the request a span of the caller's trace, or of a new one, unless it has one. */
    RequestSpan assign(HttpServletRequest request) {
        if (request.getAttribute(SPAN) instanceof RequestSpan present) {
            return present;
        }
        String caller = request.getHeader("traceparent");
        String id = fromTraceparent(caller);
        RequestSpan span = id == null || caller == null
                ? new RequestSpan(create(BYTES), create(SPAN_BYTES), null)
                : new RequestSpan(id, create(SPAN_BYTES), caller.substring(SPAN_AT, SPAN_AT + 2 * SPAN_BYTES));
        request.setAttribute(KEY, span.traceId());
        request.setAttribute(SPAN, span);
        return span;
    }

    static @Nullable String fromTraceparent(@Nullable String header) {
        if (header == null || header.length() != TRACEPARENT_LENGTH) {
            return null;
        }
        Matcher matcher = TRACEPARENT.matcher(header);
        // Version ff is reserved (W3C Trace Context 2.2.1).
        return matcher.matches() && !header.toLowerCase(Locale.ROOT).startsWith("ff") ? matcher.group(1) : null;
    }

    private String create(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
