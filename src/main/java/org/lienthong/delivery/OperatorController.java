package org.lienthong.delivery;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.lienthong.problem.Violation;
import org.lienthong.security.Caller;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/operations/deliveries}: what waits for an operator, and what the operator decides. */
@RestController
final class OperatorController {

    private final OperatorQueue queue;

    OperatorController(OperatorQueue queue) {
        this.queue = queue;
    }

    /** What waits, longest waiting first. */
    record Page(List<OperatorQueue.Item> items) {}

    /** @param recipient code of the agency that receives */
    record Assignment(@Nullable String recipient) {}

    @GetMapping(path = "/api/v1/operations/deliveries", produces = MediaType.APPLICATION_JSON_VALUE)
    Page list(@RequestParam(defaultValue = "100") int limit) {
        if (limit < 1 || limit > 1000) {
            throw refused("limit", "must be 1 to 1000");
        }
        return new Page(queue.list(limit));
    }

    @PostMapping("/api/v1/operations/deliveries/{id}/replay")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void replay(@PathVariable String id, @AuthenticationPrincipal Caller caller) {
        if (!queue.replay(PathIds.parse(id), caller.id())) {
            throw PathIds.notFound();
        }
    }

    @PostMapping(path = "/api/v1/operations/deliveries/{id}/assign", consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    void assign(@PathVariable String id, @RequestBody Assignment assignment, @AuthenticationPrincipal Caller caller) {
        String recipient = assignment.recipient();
        if (recipient == null || recipient.isBlank()) {
            throw refused("recipient", "must name the agency that receives");
        }
        if (!queue.assign(PathIds.parse(id), recipient, caller.id())) {
            throw PathIds.notFound();
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
