package org.lienthong.dossier.batch;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;
import org.lienthong.audit.publish.InclusionProofs;
import org.lienthong.problem.Language;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.lienthong.problem.StandardDetail;
import org.lienthong.problem.Violation;
import org.lienthong.security.Caller;
import org.lienthong.security.Role;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/batches}: what became of a batch, for the agency that handed it in and for operators. */
@RestController
final class BatchesController {

    private static final int LARGEST_PAGE = 5000;
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Pattern ID = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

    private final Batches batches;
    private final RecordProofs proofs;
    private final InclusionProofs log;

    BatchesController(Batches batches, RecordProofs proofs, InclusionProofs log) {
        this.batches = batches;
        this.proofs = proofs;
        this.log = log;
    }

    @GetMapping(path = "/api/v1/batches/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
    BatchView find(@PathVariable String id, @AuthenticationPrincipal Caller caller, HttpServletRequest request) {
        return batches.view(visible(id, caller), language(request));
    }

    @GetMapping(path = "/api/v1/batches/{id}/records", produces = MediaType.APPLICATION_JSON_VALUE)
    RecordView.Page records(
            @PathVariable String id,
            @RequestParam(defaultValue = "1000") int limit,
            @RequestParam(required = false) @Nullable String cursor,
            @AuthenticationPrincipal Caller caller,
            HttpServletRequest request) {
        Batches.Row batch = visible(id, caller);
        if (limit < 1 || limit > LARGEST_PAGE) {
            throw new ProblemException(
                    ProblemType.SCHEMA_VIOLATION,
                    "limit must be 1 to " + LARGEST_PAGE + ".",
                    "limit phải từ 1 đến " + LARGEST_PAGE + ".",
                    new Violation("limit", "must be 1 to " + LARGEST_PAGE));
        }
        int from = cursor == null ? 0 : Cursor.parse(cursor, batch.id(), batch.received());
        List<RecordView> items = batches.page(batch, from, limit, language(request));
        int next = from + items.size();
        return new RecordView.Page(items, next < batch.received() ? Cursor.of(batch.id(), next) : null);
    }

    /** All records at once: UTF-8 without a byte order mark, RFC 4180. */
    @GetMapping(path = "/api/v1/batches/{id}/records", produces = "text/csv")
    void csv(
            @PathVariable String id,
            @AuthenticationPrincipal Caller caller,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        Batches.Row batch = visible(id, caller);
        response.setContentType("text/csv;charset=UTF-8");
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + batch.id() + ".csv\"");
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader("index", "MaHoSo", "outcome", "portal", "pointer", "reason", "detail")
                .get();
        try (BufferedWriter writer = new BufferedWriter(
                        new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8), 1 << 16);
                CSVPrinter printer = new CSVPrinter(writer, format)) {
            batches.records(
                    batch,
                    0,
                    batch.received(),
                    language(request),
                    record -> printer.printRecord(
                            record.index(),
                            cell(record.code()),
                            record.outcome(),
                            record.portal(),
                            cell(record.pointer()),
                            cell(record.reason()),
                            cell(record.detail())));
        }
    }

    /** What a spreadsheet would take for a formula is shown as text (CWE-1236). */
    static @Nullable String cell(@Nullable String value) {
        if (value == null || value.isEmpty()) {
            return value;
        }
        return "=+-@\t\r\n".indexOf(value.charAt(0)) >= 0 ? "'" + value : value;
    }

    /** That a record was in the batch which the log's entry commits to. */
    @GetMapping(path = "/api/v1/batches/{id}/records/{index}/proof", produces = MediaType.APPLICATION_JSON_VALUE)
    RecordProofs.Proof proof(
            @PathVariable String id, @PathVariable String index, @AuthenticationPrincipal Caller caller) {
        Batches.Row batch = visible(id, caller);
        if (!index.matches("[0-9]{1,9}") || Integer.parseInt(index) >= batch.received()) {
            throw notFound();
        }
        return proofs.of(batch, Integer.parseInt(index));
    }

    /** That the log holds the entry about the batch. */
    @GetMapping(path = "/api/v1/batches/{id}/receipt", produces = "text/plain;charset=UTF-8")
    ResponseEntity<String> receipt(@PathVariable String id, @AuthenticationPrincipal Caller caller) {
        Batches.Row batch = visible(id, caller);
        String proof = log.find(batch.logIndex(), PATIENCE).orElseThrow(() -> new ProblemException(
                        ProblemType.DEPENDENCY_UNAVAILABLE,
                        "The batch is accepted, but not published in the log yet; ask for the receipt again.",
                        "Đã tiếp nhận nhưng chưa công bố trong nhật ký; vui lòng hỏi lại biên nhận sau.")
                .retryAfter(PATIENCE));
        return ResponseEntity.ok()
                .header("Content-Disposition", "inline; filename=\"" + batch.id() + ".tlog-proof\"")
                .body(proof);
    }

    /** Unknown and another's look the same. */
    private Batches.Row visible(String id, Caller caller) {
        if (!ID.matcher(id).matches()) {
            throw notFound();
        }
        return batches.find(UUID.fromString(id))
                .filter(batch ->
                        caller.roles().contains(Role.OPERATOR) || caller.scope().contains(batch.agency()))
                .orElseThrow(BatchesController::notFound);
    }

    private static ProblemException notFound() {
        return StandardDetail.of(ProblemType.NOT_FOUND);
    }

    private static Language language(HttpServletRequest request) {
        return Language.of(request.getHeader(HttpHeaders.ACCEPT_LANGUAGE));
    }
}
