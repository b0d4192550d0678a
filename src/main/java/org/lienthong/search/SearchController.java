package org.lienthong.search;

import java.util.Map;
import org.lienthong.security.Caller;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/v1/exchanges?…}: finds exchanges, see {@link ExchangeQuery} for the parameters. */
@RestController
final class SearchController {

    private final ExchangeSearch search;

    SearchController(ExchangeSearch search) {
        this.search = search;
    }

    @GetMapping(path = "/api/v1/exchanges", produces = MediaType.APPLICATION_JSON_VALUE)
    ExchangePage find(@RequestParam Map<String, String> parameters, @AuthenticationPrincipal Caller caller) {
        return search.find(ExchangeQuery.of(parameters), Viewer.of(caller));
    }
}
