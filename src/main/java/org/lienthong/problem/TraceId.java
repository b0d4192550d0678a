package org.lienthong.problem;

import jakarta.servlet.http.HttpServletRequest;
import java.security.SecureRandom;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
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

    /** Version ff is none; those after 00 may say more after what 00 has (W3C Trace Context 1 §3.2.2.1, §3.2.4). */
    private static final Pattern TRACEPARENT = Pattern.compile(
            "(?!ff)([0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-[0-9a-f]{2}(-[\\x21-\\x7e]*)?");

    private static final String FIRST_VERSION = "00";
    private static final int LONGEST = 512;
    private static final int BYTES = 16;
    private static final int SPAN_BYTES = 8;
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
        Matcher caller = caller(Collections.list(request.getHeaders("traceparent")));
        String random = create(BYTES + SPAN_BYTES);
        RequestSpan span = caller == null
                ? new RequestSpan(random.substring(0, 2 * BYTES), random.substring(2 * BYTES), null)
                : new RequestSpan(caller.group(2), random.substring(2 * BYTES), caller.group(3));
        request.setAttribute(KEY, span.traceId());
        request.setAttribute(SPAN, span);
        return span;
    }

    /** What the caller says, or null when it says nothing, or nothing that can be used. */
    private static @Nullable Matcher caller(List<String> headers) {
        if (headers.size() != 1 || headers.get(0).length() > LONGEST) {
            return null;
        }
        Matcher said = TRACEPARENT.matcher(headers.get(0));
        return said.matches() && (said.group(4) == null || !said.group(1).equals(FIRST_VERSION)) ? said : null;
    }

    private String create(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
