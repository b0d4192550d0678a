package org.lienthong.delivery;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.lienthong.problem.Violation;
import org.lienthong.security.Caller;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/inbox}: what waits for an agency that pulls. */
@RestController
final class InboxController {

    private static final int LARGEST_PAGE = 500;
    private static final int LONGEST_WAIT = 60;

    private final Mailbox mailbox;

    InboxController(Mailbox mailbox) {
        this.mailbox = mailbox;
    }

    /** What waits, oldest first. */
    record Page(List<ItemView> items) {}

    record ItemView(
            UUID deliveryId,
            UUID exchangeId,
            String kind,
            String from,
            String documentId,
            String sha256,
            long size,
            Instant arrivedAt) {

        static ItemView of(Mailbox.Item item) {
            return new ItemView(
                    item.deliveryId(),
                    item.exchangeId(),
                    item.kind().wireName(),
                    item.from(),
                    item.documentId(),
                    item.sha256(),
                    item.size(),
                    item.arrivedAt());
        }
    }

    /** @param outcome {@code done} or {@code failed} */
    record Acknowledgement(
            @Nullable String outcome, @Nullable String reason) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record AcknowledgementView(
            UUID deliveryId, String state, @Nullable String reason, Instant changedAt) {}

    @GetMapping(path = "/api/v1/inbox", produces = MediaType.APPLICATION_JSON_VALUE)
    Page list(
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(defaultValue = "0") int wait,
            @AuthenticationPrincipal Caller caller) {
        require(limit >= 1 && limit <= LARGEST_PAGE, "limit", "must be 1 to " + LARGEST_PAGE);
        require(wait >= 0 && wait <= LONGEST_WAIT, "wait", "must be 0 to " + LONGEST_WAIT + " seconds");
        Mailbox.Query query = new Mailbox.Query(
                kind == null ? null : kind(kind),
                Set.of(Mailbox.State.OPEN, Mailbox.State.PROCESSING),
                null,
                null,
                limit,
                0);
        List<Mailbox.Item> items = mailbox.await(caller.requireAgency(), query, Duration.ofSeconds(wait));
        return new Page(items.stream().map(ItemView::of).toList());
    }

    @GetMapping("/api/v1/inbox/{deliveryId}")
    void download(@PathVariable String deliveryId, @AuthenticationPrincipal Caller caller, HttpServletResponse response)
            throws IOException {
        Mailbox.Download download =
                mailbox.open(caller.requireAgency(), PathIds.parse(deliveryId)).orElseThrow(PathIds::notFound);
        response.setContentType(download.item().kind().contentType());
        response.setContentLengthLong(download.item().size());
        response.setHeader(HttpHeaders.ETAG, tag(download.item()));
        response.setHeader("Exchange-Id", download.item().exchangeId().toString());
        String traceparent = download.traceparent();
        if (traceparent != null) {
            response.setHeader("traceparent", traceparent); // the document's, for what its recipient does with it
        }
        download.writeTo(response.getOutputStream());
    }

    @PostMapping(
            path = "/api/v1/inbox/{deliveryId}/ack",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    AcknowledgementView acknowledge(
            @PathVariable String deliveryId,
            @RequestBody Acknowledgement acknowledgement,
            @RequestHeader HttpHeaders headers,
            @AuthenticationPrincipal Caller caller) {
        Mailbox.State outcome = outcome(acknowledgement.outcome());
        String reason = acknowledgement.reason();
        require(reason == null || reason.length() <= 1000, "reason", "must not be longer than 1000 characters");
        UUID id = PathIds.parse(deliveryId);
        requireMatch(headers.getIfMatch(), caller.requireAgency(), id);
        Mailbox.Item item =
                mailbox.mark(caller.requireAgency(), id, outcome, reason).orElseThrow(PathIds::notFound);
        if (item.state() != outcome) {
            throw new ProblemException(
                    ProblemType.INVALID_TRANSITION,
                    "This delivery was closed before with another outcome.",
                    "Lượt nhận này đã được đóng trước đó với kết quả khác.");
        }
        return new AcknowledgementView(item.deliveryId(), lower(item.state()), item.reason(), item.changedAt());
    }

    /** Who says which bytes it read, by the ETag of the download, closes nothing else (RFC 9110 §13.1.1). */
    private void requireMatch(List<String> tags, String agency, UUID deliveryId) {
        if (tags.isEmpty() || tags.contains("*")) {
            return;
        }
        Mailbox.Item item = mailbox.find(agency, deliveryId).orElseThrow(PathIds::notFound);
        if (!tags.contains(tag(item))) {
            throw new ProblemException(
                    ProblemType.PRECONDITION_FAILED,
                    "If-Match names other bytes than this delivery has. Fetch it again.",
                    "If-Match không khớp nội dung của lượt nhận này. Hãy tải lại.");
        }
    }

    private static String tag(Mailbox.Item item) {
        return '"' + item.sha256() + '"';
    }

    private static Mailbox.State outcome(@Nullable String word) {
        require("done".equals(word) || "failed".equals(word), "outcome", "must be done or failed");
        return "done".equals(word) ? Mailbox.State.DONE : Mailbox.State.FAILED;
    }

    private static Kind kind(String word) {
        return Arrays.stream(Kind.values())
                .filter(kind -> kind.wireName().equals(word))
                .findFirst()
                .orElseThrow(() -> refused("kind", "must be document, status, dossier or payment"));
    }

    private static String lower(Mailbox.State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private static void require(boolean condition, String parameter, String demand) {
        if (!condition) {
            throw refused(parameter, demand);
        }
    }

    private static ProblemException refused(String parameter, String demand) {
        return new ProblemException(
                ProblemType.MALFORMED_REQUEST,
                "The parameter '" + parameter + "' " + demand + ".",
                "Tham số '" + parameter + "' không hợp lệ.",
                new Violation(parameter, demand));
    }
}
