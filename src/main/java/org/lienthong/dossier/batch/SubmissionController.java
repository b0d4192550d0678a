package org.lienthong.dossier.batch;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lienthong.dossier.RecordKind;
import org.lienthong.dossier.record.RecordSplitter;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.lienthong.security.Caller;
import org.slf4j.MDC;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /api/v1/dossiers} and {@code /api/v1/progress}: a one-stop system hands in records. */
@RestController
final class SubmissionController {

    private static final String NDJSON = "application/x-ndjson";
    private static final String NDJSON_BARE = "application/ndjson";
    private static final String JSONL = "application/jsonl";

    private final BatchIntake intake;

    SubmissionController(BatchIntake intake) {
        this.intake = intake;
    }

    @PostMapping(
            path = "/api/v1/dossiers",
            consumes = {MediaType.APPLICATION_JSON_VALUE, NDJSON, NDJSON_BARE, JSONL},
            produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Map<String, Object>> dossiers(HttpServletRequest request, @AuthenticationPrincipal Caller caller)
            throws IOException {
        return submit(RecordKind.DOSSIER, request, caller);
    }

    @PostMapping(
            path = "/api/v1/progress",
            consumes = {MediaType.APPLICATION_JSON_VALUE, NDJSON, NDJSON_BARE, JSONL},
            produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Map<String, Object>> progress(HttpServletRequest request, @AuthenticationPrincipal Caller caller)
            throws IOException {
        return submit(RecordKind.PROGRESS, request, caller);
    }

    private ResponseEntity<Map<String, Object>> submit(RecordKind kind, HttpServletRequest request, Caller caller)
            throws IOException {
        MediaType type = MediaType.parseMediaType(String.valueOf(request.getContentType()));
        refuseCharset(type);
        boolean array = type.isCompatibleWith(MediaType.APPLICATION_JSON);
        BatchReceipt receipt = intake.submit(new BatchSubmission(
                caller.requireAgency(),
                caller.id(),
                caller.scope(),
                kind,
                array ? RecordSplitter.Format.ARRAY : RecordSplitter.Format.LINES,
                request.getHeader("Idempotency-Key"),
                isGzip(request.getHeader(HttpHeaders.CONTENT_ENCODING)),
                request.getInputStream(),
                request.getContentLengthLong(),
                String.valueOf(MDC.get("traceId"))));
        return ResponseEntity.accepted()
                .location(URI.create("/api/v1/batches/" + receipt.batchId()))
                .body(Map.of("batchId", receipt.batchId(), "received", receipt.received()));
    }

    /** JSON is UTF-8 (RFC 8259 §8.1), whatever a charset says; one that says otherwise is a mistake worth telling. */
    private static void refuseCharset(MediaType type) {
        if (type.getCharset() != null && !StandardCharsets.UTF_8.equals(type.getCharset())) {
            throw new ProblemException(
                    ProblemType.UNSUPPORTED_CHARSET, "Records are UTF-8.", "Bản ghi phải dùng bảng mã UTF-8.");
        }
    }

    private static boolean isGzip(@Nullable String coding) {
        String name = coding == null ? "" : coding.strip().toLowerCase(Locale.ROOT);
        if (name.equals("gzip") || name.equals("x-gzip")) {
            return true;
        }
        if (name.isEmpty() || name.equals("identity")) {
            return false;
        }
        throw new ProblemException(
                ProblemType.UNSUPPORTED_CONTENT_CODING,
                "Send the records as they are, or with Content-Encoding: gzip.",
                "Hãy gửi bản ghi nguyên dạng hoặc nén gzip (Content-Encoding: gzip).");
    }
}
