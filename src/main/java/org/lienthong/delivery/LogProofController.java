package org.lienthong.delivery;

import java.time.Duration;
import java.util.UUID;
import org.lienthong.audit.publish.InclusionProofs;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.lienthong.security.Caller;
import org.lienthong.security.Role;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code GET /api/v1/exchanges/{id}/receipt}: the proof that the hub accepted an exchange, for its parties and for
 * operators. Kept by an agency it holds against the hub itself, offline and years later.
 */
@RestController
final class LogProofController {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Exchanges exchanges;
    private final InclusionProofs proofs;

    LogProofController(Exchanges exchanges, InclusionProofs proofs) {
        this.exchanges = exchanges;
        this.proofs = proofs;
    }

    @GetMapping(path = "/api/v1/exchanges/{id}/receipt", produces = "text/plain;charset=UTF-8")
    ResponseEntity<String> receipt(@PathVariable String id, @AuthenticationPrincipal Caller caller) {
        UUID exchangeId = PathIds.parse(id);
        boolean operator = caller.roles().contains(Role.OPERATOR);
        long index = exchanges
                .acceptingEntry(exchangeId, agency -> operator || caller.scope().contains(agency))
                .orElseThrow(PathIds::notFound);
        String proof = proofs.find(index, PATIENCE).orElseThrow(LogProofController::notYet);
        return ResponseEntity.ok()
                .header("Content-Disposition", "inline; filename=\"" + exchangeId + ".tlog-proof\"")
                .body(proof);
    }

    private static ProblemException notYet() {
        return new ProblemException(
                        ProblemType.DEPENDENCY_UNAVAILABLE,
                        "The exchange is accepted, but not published in the log yet; ask for the receipt again.",
                        "Đã tiếp nhận nhưng chưa công bố trong nhật ký; vui lòng hỏi lại biên nhận sau.")
                .retryAfter(Duration.ofSeconds(2));
    }
}
