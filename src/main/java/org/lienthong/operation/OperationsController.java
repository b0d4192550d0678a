package org.lienthong.operation;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lienthong.consent.Ordered;
import org.lienthong.problem.ProblemType;
import org.lienthong.problem.StandardDetail;
import org.lienthong.problem.TraceId;
import org.lienthong.security.Caller;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code /api/v1/operations/pauses} and {@code …/maintenance}: an operator pauses and resumes a recipient, announces
 * maintenance and cancels it. Each takes a reason, which is published in the audit log. Where a second person has to agree,
 * the answer is 202 with the proposal. {@code GET /api/v1/maintenance} is for all callers.
 */
@RestController
final class OperationsController {

    private final Operations operations;

    OperationsController(Operations operations) {
        this.operations = operations;
    }

    record Pauses(List<Pause> items) {}

    record MaintenanceList(List<Maintenance> items) {}

    /** @param agency id or code */
    record PauseOrder(@Nullable String agency, @Nullable String reason) {}

    record Reason(@Nullable String reason) {}

    /** See {@link Maintenance}. */
    record MaintenanceOrder(
            @Nullable String agency,
            @Nullable String service,
            java.time.@Nullable Instant from,
            java.time.@Nullable Instant to,
            @Nullable Boolean urgent,
            @Nullable String reason) {}

    @GetMapping(path = "/api/v1/operations/pauses", produces = MediaType.APPLICATION_JSON_VALUE)
    Pauses pauses() {
        return new Pauses(operations.pauses());
    }

    @PostMapping(
            path = "/api/v1/operations/pauses",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> pause(
            @RequestBody PauseOrder order, @AuthenticationPrincipal Caller caller, HttpServletRequest request) {
        return Ordered.answer(
                operations.pause(String.valueOf(order.agency()), order.reason(), caller.id(), TraceId.of(request)));
    }

    @PostMapping(
            path = "/api/v1/operations/pauses/{agency}/resume",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> resume(
            @PathVariable String agency,
            @RequestBody Reason order,
            @AuthenticationPrincipal Caller caller,
            HttpServletRequest request) {
        return Ordered.answer(operations.resume(agency, order.reason(), caller.id(), TraceId.of(request)));
    }

    @GetMapping(path = "/api/v1/operations/maintenance", produces = MediaType.APPLICATION_JSON_VALUE)
    MaintenanceList maintenance() {
        return new MaintenanceList(operations.maintenance());
    }

    @GetMapping(path = "/api/v1/maintenance", produces = MediaType.APPLICATION_JSON_VALUE)
    MaintenanceList announced() {
        return new MaintenanceList(
                operations.maintenance().stream().map(Maintenance::forOthers).toList());
    }

    @PostMapping(
            path = "/api/v1/operations/maintenance",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> announce(
            @RequestBody MaintenanceOrder order, @AuthenticationPrincipal Caller caller, HttpServletRequest request) {
        return Ordered.answer(operations.announce(
                order.agency(),
                order.service(),
                order.from(),
                order.to(),
                Boolean.TRUE.equals(order.urgent()),
                order.reason(),
                caller.id(),
                TraceId.of(request)));
    }

    @PostMapping(
            path = "/api/v1/operations/maintenance/{id}/cancel",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> cancel(
            @PathVariable String id,
            @RequestBody Reason order,
            @AuthenticationPrincipal Caller caller,
            HttpServletRequest request) {
        return Ordered.answer(
                operations.cancelMaintenance(parse(id), order.reason(), caller.id(), TraceId.of(request)));
    }

    private static UUID parse(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw StandardDetail.of(ProblemType.NOT_FOUND);
        }
    }
}
