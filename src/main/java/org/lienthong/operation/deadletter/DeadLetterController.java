package org.lienthong.operation.deadletter;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lienthong.consent.Consents;
import org.lienthong.consent.Ordered;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.lienthong.problem.StandardDetail;
import org.lienthong.problem.TraceId;
import org.lienthong.problem.Violation;
import org.lienthong.security.Caller;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code /api/v1/operations/dead-letters}, {@code …/replays} and {@code …/closures}: what was given up, another round for
 * one, a selection or an agency's backlog, or the end of it with a reason.
 */
@RestController
final class DeadLetterController {

    private static final int MOST = 500;

    private final DeadLetters letters;
    private final Replays replays;
    private final Consents consents;

    DeadLetterController(DeadLetters letters, Replays replays, Consents consents) {
        this.letters = letters;
        this.replays = replays;
        this.consents = consents;
    }

    /**
     * Which dead letters, how fast, why. Without {@code deliveries} or {@code filter} nothing is meant; {@code filter: {}}
     * means all.
     */
    record WorkOrder(
            @Nullable List<UUID> deliveries,
            @Nullable Selection filter,
            @Nullable Integer perSecond,
            @Nullable String reason) {

        Selection selection() {
            if (deliveries != null && filter == null) {
                return new Selection(deliveries, null, null, null, null, null, null);
            }
            if (filter == null || deliveries != null) {
                throw new ProblemException(
                        ProblemType.SCHEMA_VIOLATION,
                        "Name either 'deliveries' or a 'filter'.",
                        "Cần nêu 'deliveries' hoặc 'filter'.",
                        new Violation("/filter", "either this or deliveries"));
            }
            return filter;
        }
    }

    record ReplayList(List<Replay> items) {}

    @GetMapping(path = "/api/v1/operations/dead-letters", produces = MediaType.APPLICATION_JSON_VALUE)
    DeadLetters.Page list(
            @RequestParam(required = false) @Nullable String agency,
            @RequestParam(required = false) @Nullable String sender,
            @RequestParam(required = false) @Nullable String reasonGroup,
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(required = false) @Nullable Instant since,
            @RequestParam(required = false) @Nullable Instant until,
            @RequestParam(defaultValue = "100") int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        if (limit < 1 || limit > MOST) {
            throw new ProblemException(
                    ProblemType.MALFORMED_REQUEST,
                    "The parameter 'limit' must be 1 to " + MOST + ".",
                    "Tham số 'limit' phải từ 1 đến " + MOST + ".",
                    new Violation("limit", "must be 1 to " + MOST));
        }
        return letters.list(new Selection(null, agency, sender, reasonGroup, kind, since, until), limit, cursor);
    }

    @GetMapping(path = "/api/v1/operations/dead-letters/summary", produces = MediaType.APPLICATION_JSON_VALUE)
    DeadLetters.Summary summary() {
        return letters.summary();
    }

    @PostMapping(
            path = "/api/v1/operations/replays",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> replay(
            @RequestBody WorkOrder order, @AuthenticationPrincipal Caller caller, HttpServletRequest request) {
        return answer(replays.replay(
                consents, order.selection(), order.perSecond(), order.reason(), caller.id(), TraceId.of(request)));
    }

    @PostMapping(
            path = "/api/v1/operations/closures",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> close(
            @RequestBody WorkOrder order, @AuthenticationPrincipal Caller caller, HttpServletRequest request) {
        return answer(replays.close(consents, order.selection(), order.reason(), caller.id(), TraceId.of(request)));
    }

    private static ResponseEntity<Object> answer(Object result) {
        return Ordered.answer(result, replay -> ResponseEntity.accepted()
                .location(URI.create("/api/v1/operations/replays/" + ((Replay) replay).replayId()))
                .body(replay));
    }

    @GetMapping(path = "/api/v1/operations/replays", produces = MediaType.APPLICATION_JSON_VALUE)
    ReplayList replays() {
        return new ReplayList(replays.list());
    }

    @GetMapping(path = "/api/v1/operations/replays/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
    Replay find(@PathVariable String id) {
        return replays.find(parse(id));
    }

    @PostMapping(path = "/api/v1/operations/replays/{id}/stop", produces = MediaType.APPLICATION_JSON_VALUE)
    Replay stop(@PathVariable String id, @AuthenticationPrincipal Caller caller, HttpServletRequest request) {
        return replays.stop(parse(id), caller.id(), TraceId.of(request));
    }

    private static UUID parse(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw StandardDetail.of(ProblemType.NOT_FOUND);
        }
    }
}
