package org.lienthong.service;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.lienthong.problem.StandardDetail;
import org.lienthong.problem.TraceId;
import org.lienthong.problem.Violation;
import org.lienthong.security.Caller;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code POST /api/v1/services/{provider}/{service}}: an agency asks for data that an agreement lets it have. Headers:
 * {@code Purpose}, {@code Case-Id}, {@code Officer-Id}, {@code Procedure}, and {@code Prefer: wait=<seconds>} (RFC 7240
 * §4.3) for callers in a hurry.
 */
@RestController
final class ServicesController {

    private static final Pattern WAIT = Pattern.compile("(?:^|[,;\\s])wait=(\\d{1,5})(?:$|[,;\\s])");

    private final DataServices services;
    private final RequestReader reader;
    private final int largest;

    ServicesController(DataServices services, ServiceSettings settings) {
        this.services = services;
        this.reader = new RequestReader(settings);
        this.largest = (int) settings.largestRequest().toBytes();
    }

    @PostMapping(
            path = "/api/v1/services/{provider}/{service}",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> call(
            @PathVariable String provider,
            @PathVariable String service,
            HttpServletRequest request,
            @AuthenticationPrincipal Caller caller)
            throws IOException {
        requireUtf8(request);
        byte[] body = body(request, largest, reader::tooLarge);
        ServiceAnswer answer = services.answer(new ServiceRequest(
                caller,
                "rest",
                provider,
                service,
                header(request, "Purpose"),
                header(request, "Case-Id"),
                header(request, "Procedure"),
                officer(caller, header(request, "Officer-Id")),
                waitSeconds(request),
                schemas -> body,
                TraceId.of(request)));
        return ResponseEntity.ok()
                .headers(headers -> answer.headers().forEach(headers::set))
                .contentType(MediaType.APPLICATION_JSON)
                .body(answer.json());
    }

    /** RFC 8259 §8.1: between systems JSON is UTF-8. */
    private static void requireUtf8(HttpServletRequest request) {
        Charset charset = MediaType.parseMediaType(request.getContentType()).getCharset();
        if (charset != null && !charset.equals(StandardCharsets.UTF_8) && !charset.equals(StandardCharsets.US_ASCII)) {
            throw StandardDetail.of(ProblemType.UNSUPPORTED_CHARSET);
        }
    }

    /** @param tooLarge why a longer one is refused, by its beginning */
    static byte[] body(HttpServletRequest request, int largest, Function<byte[], ProblemException> tooLarge)
            throws IOException {
        String coding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        if (coding != null && !coding.isBlank() && !coding.strip().equalsIgnoreCase("identity")) {
            throw StandardDetail.of(ProblemType.UNSUPPORTED_CONTENT_CODING);
        }
        long told = request.getContentLengthLong();
        byte[] body = told < 0
                ? request.getInputStream().readNBytes(largest + 1)
                : exactly(request.getInputStream(), (int) Math.min(told, largest + 1L));
        if (body.length > largest) {
            throw tooLarge.apply(body);
        }
        return body;
    }

    private static byte[] exactly(InputStream in, int length) throws IOException {
        byte[] body = new byte[length];
        int read = in.readNBytes(body, 0, length);
        return read == length ? body : Arrays.copyOf(body, read);
    }

    /** The header when it is there once; one that is there twice could be read in two ways. */
    static @Nullable String header(HttpServletRequest request, String name) {
        List<String> values = Collections.list(request.getHeaders(name));
        if (values.size() > 1) {
            throw new ProblemException(
                    ProblemType.MALFORMED_REQUEST,
                    "The header " + name + " is there twice.",
                    "Tiêu đề " + name + " xuất hiện hai lần.",
                    new Violation(name, "is there twice"));
        }
        return values.isEmpty() || values.get(0).isBlank()
                ? null
                : values.get(0).strip();
    }

    /** The officer whom the caller names; where the issuer of its token names one, no other. */
    static @Nullable String officer(Caller caller, @Nullable String said) {
        String proven = caller.officer();
        if (proven == null || said == null || said.equals(proven)) {
            return proven == null ? said : proven;
        }
        throw new ProblemException(
                ProblemType.FORBIDDEN,
                "Officer-Id is not the officer whom the access token names.",
                "Officer-Id không phải cán bộ nêu trong token truy cập.",
                new Violation("Officer-Id", "not the officer of the access token"));
    }

    static @Nullable Integer waitSeconds(HttpServletRequest request) {
        String prefer = request.getHeader("Prefer");
        if (prefer == null) {
            return null;
        }
        Matcher wait = WAIT.matcher(prefer);
        return wait.find() ? Integer.valueOf(wait.group(1)) : null;
    }
}
