package org.lienthong.consent;

import java.net.URI;
import java.util.Map;
import java.util.function.Function;
import org.springframework.http.ResponseEntity;

/** Answers whoever ordered what may need a second person. */
public final class Ordered {

    private Ordered() {}

    /** What was done; or 202 with the proposal, which waits at the {@code Location}. */
    public static ResponseEntity<Object> answer(Object result) {
        return answer(result, ResponseEntity::ok);
    }

    /** Where a proposal waits. */
    public static URI place(Proposal proposal) {
        return URI.create("/api/v1/operations/proposals/" + proposal.proposalId());
    }

    /** @param done makes the answer where nobody else is needed */
    public static ResponseEntity<Object> answer(Object result, Function<Object, ResponseEntity<Object>> done) {
        return result instanceof Proposal proposal
                ? ResponseEntity.accepted().location(place(proposal)).body(Map.of("proposal", proposal))
                : done.apply(result);
    }
}
