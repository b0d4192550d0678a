package org.lienthong.consent;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.UUID;
import org.lienthong.problem.ProblemType;
import org.lienthong.problem.StandardDetail;
import org.lienthong.problem.TraceId;
import org.lienthong.security.Caller;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/operations/proposals}: what waits for a second person, and the second person's word. */
@RestController
@RequestMapping(path = "/api/v1/operations/proposals", produces = MediaType.APPLICATION_JSON_VALUE)
final class ConsentController {

    private final Consents consents;

    ConsentController(Consents consents) {
        this.consents = consents;
    }

    /** Open ones first, then newest first. */
    record Page(List<Proposal> items) {}

    @GetMapping
    Page list() {
        return new Page(consents.list());
    }

    @GetMapping("/{id}")
    Proposal find(@PathVariable String id) {
        return consents.find(parse(id));
    }

    @PostMapping("/{id}/confirm")
    Proposal confirm(@PathVariable String id, @AuthenticationPrincipal Caller caller, HttpServletRequest request) {
        return consents.confirm(parse(id), caller.id(), TraceId.of(request));
    }

    @PostMapping("/{id}/decline")
    Proposal decline(@PathVariable String id, @AuthenticationPrincipal Caller caller, HttpServletRequest request) {
        return consents.decline(parse(id), caller.id(), TraceId.of(request));
    }

    private static UUID parse(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw StandardDetail.of(ProblemType.NOT_FOUND);
        }
    }
}
