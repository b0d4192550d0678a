package org.lienthong.search;

import java.util.Map;
import org.lienthong.security.Caller;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code GET /api/v1/exchanges?…} finds exchanges, {@code GET /api/v1/calls?…} calls of data services; see {@link
 * ExchangeQuery} and {@link CallQuery} for the parameters.
 */
@RestController
final class SearchController {

    private final ExchangeSearch search;
    private final CallSearch calls;

    SearchController(ExchangeSearch search, CallSearch calls) {
        this.search = search;
        this.calls = calls;
    }

    @GetMapping(path = "/api/v1/exchanges", produces = MediaType.APPLICATION_JSON_VALUE)
    ExchangePage find(@RequestParam Map<String, String> parameters, @AuthenticationPrincipal Caller caller) {
        return search.find(ExchangeQuery.of(parameters), Viewer.of(caller));
    }

    @GetMapping(path = "/api/v1/calls", produces = MediaType.APPLICATION_JSON_VALUE)
    CallItem.Page calls(@RequestParam Map<String, String> parameters, @AuthenticationPrincipal Caller caller) {
        return calls.find(CallQuery.of(parameters), Viewer.of(caller));
    }
}
