package org.lienthong.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers with a problem document (RFC 9457): {@code application/problem+json} with {@code type}, {@code title},
 * {@code status}, {@code detail}, {@code locus}, {@code traceId} and {@code errors}, which may be empty. It ignores
 * {@code Accept} on purpose: a refusal is told in the one format there is. Usable from filters and controllers.
 */
public final class ProblemWriter {

    private static final String MEDIA_TYPE = "application/problem+json";
    private static final long DEFAULT_RETRY_SECONDS = 5;

    private final JsonMapper json = JsonMapper.shared();

    /** Answers with the standard text of this type. */
    public void write(HttpServletRequest request, HttpServletResponse response, ProblemType type) throws IOException {
        write(request, response, StandardDetail.of(type));
    }

    /**
     * Replaces what is buffered of the answer; headers set before, such as {@code Allow}, stay.
     *
     * @throws IllegalStateException when part of another answer has left already
     */
    public void write(HttpServletRequest request, HttpServletResponse response, ProblemException problem)
            throws IOException {
        response.resetBuffer();
        prepare(response, problem);
        Language language = Language.of(request.getHeader("Accept-Language"));
        byte[] body = body(problem, language, TraceId.of(request));
        response.setContentType(MEDIA_TYPE);
        response.setHeader("Content-Language", language.tag());
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    /** Sets status and headers of a problem for an answer whose body is told in a protocol's own envelope. */
    public static void prepare(HttpServletResponse response, ProblemException problem) {
        ProblemType type = problem.type();
        response.setStatus(type.status());
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        problem.headers().forEach(response::setHeader);
        if (type == ProblemType.PAYLOAD_TOO_LARGE || type == ProblemType.REQUEST_TIMEOUT) {
            response.setHeader("Connection", "close"); // the rest of the body is not waited for
        }
        boolean later = type.status() == 429 || type.status() == 503;
        if (problem.retryAfter() != null) {
            response.setHeader("Retry-After", Long.toString(ceilSeconds(problem.retryAfter())));
        } else if (later && response.getHeader("Retry-After") == null) {
            response.setHeader("Retry-After", Long.toString(DEFAULT_RETRY_SECONDS));
        }
    }

    private byte[] body(ProblemException problem, Language language, String traceId) {
        ProblemType type = problem.type();
        boolean vi = language == Language.VI;
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("type", "urn:lienthong:problem:" + type.slug());
        document.put("title", vi ? type.titleVi() : type.title());
        document.put("status", type.status());
        document.put("detail", vi ? problem.detailVi() : problem.detail());
        document.put("locus", type.locus().name().toLowerCase(Locale.ROOT));
        document.put("traceId", traceId);
        document.put("errors", problem.errors());
        return json.writeValueAsString(document).getBytes(StandardCharsets.UTF_8);
    }

    private static long ceilSeconds(Duration wait) {
        return Math.max(1, (wait.toMillis() + 999) / 1000);
    }
}
