package org.lienthong.delivery;

import java.util.UUID;
import org.lienthong.security.Caller;
import org.lienthong.security.Role;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code GET /api/v1/exchanges/{id}}: what became of an exchange, for its parties; and for operators without what leads to a
 * person, which its story shows for a reason that is recorded.
 */
@RestController
final class ExchangesController {

    private final Exchanges exchanges;

    ExchangesController(Exchanges exchanges) {
        this.exchanges = exchanges;
    }

    @GetMapping(path = "/api/v1/exchanges/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
    ExchangeView find(@PathVariable String id, @AuthenticationPrincipal Caller caller) {
        UUID exchangeId = PathIds.parse(id);
        boolean operator = caller.roles().contains(Role.OPERATOR);
        return exchanges
                .find(exchangeId, agency -> operator || caller.scope().contains(agency))
                .map(exchange -> operator ? Masked.of(exchange) : exchange)
                .orElseThrow(PathIds::notFound);
    }
}
