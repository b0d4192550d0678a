package org.lienthong.search;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lienthong.consent.Ordered;
import org.lienthong.consent.Proposal;
import org.lienthong.problem.ProblemType;
import org.lienthong.problem.StandardDetail;
import org.lienthong.problem.TraceId;
import org.lienthong.security.Caller;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code GET /api/v1/exchanges/{id}/story}. An operator or auditor who needs what the exchange says gives the header {@code
 * Reason}; that is published in the audit log. Where a second person has to agree, the answer is 202, masked, with the
 * proposal, until one did.
 */
@RestController
final class StoryController {

    private final Stories stories;

    StoryController(Stories stories) {
        this.stories = stories;
    }

    @GetMapping(path = "/api/v1/exchanges/{id}/story", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Story> find(
            @PathVariable String id,
            @RequestHeader(name = "Reason", required = false) @Nullable String reason,
            @AuthenticationPrincipal Caller caller,
            HttpServletRequest request) {
        Story story = stories.find(parse(id), Viewer.of(caller), utf8(reason), TraceId.of(request))
                .orElseThrow(() -> StandardDetail.of(ProblemType.NOT_FOUND));
        Proposal proposal = story.proposal();
        return proposal == null
                ? ResponseEntity.ok(story)
                : ResponseEntity.accepted().location(Ordered.place(proposal)).body(story);
    }

    /** Unknown and malformed look the same. */
    private static UUID parse(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw StandardDetail.of(ProblemType.NOT_FOUND);
        }
    }

    /** Containers hand headers over as ISO 8859-1; Vietnamese is sent as UTF-8. */
    private static @Nullable String utf8(@Nullable String header) {
        return header == null ? null : new String(header.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
