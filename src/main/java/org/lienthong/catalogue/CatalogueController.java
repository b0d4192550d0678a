package org.lienthong.catalogue;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lienthong.problem.Language;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.lienthong.problem.StandardDetail;
import org.lienthong.problem.Violation;
import org.lienthong.security.Caller;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.util.MimeTypeUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/**
 * {@code GET /api/v1/catalogue}: what the caller may use now, as JSON; the public part, for strangers too, as DCAT-AP on
 * {@code Accept: application/ld+json}. Pages follow each other by {@code after} and the {@code Link} header.
 */
@RestController
final class CatalogueController {

    private static final MediaType JSON_LD = MediaType.valueOf(Dcat.MEDIA_TYPE);

    /** Longest {@code Accept} worth parsing. */
    private static final int LONGEST = 256;

    private final Catalogue catalogue;
    private final OpenApi openApi;
    private final Dcat dcat;

    CatalogueController(Catalogue catalogue) {
        this.catalogue = catalogue;
        this.openApi = new OpenApi(catalogue);
        this.dcat = new Dcat(catalogue);
    }

    /** @param next value of {@code after} for the next page; null on the last one */
    record Page(List<CatalogueEntry> items, @Nullable String next) {}

    private record Cut<T>(List<T> items, @Nullable String next) {}

    @GetMapping(Catalogue.PATH)
    ResponseEntity<Object> list(
            @RequestParam(defaultValue = "") String after,
            @RequestParam(defaultValue = "100") int limit,
            @RequestHeader(name = HttpHeaders.ACCEPT, required = false) @Nullable String accept,
            @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false) @Nullable String languages,
            @AuthenticationPrincipal @Nullable Caller caller,
            HttpServletResponse response) {
        if (limit < 1 || limit > 500) {
            throw new ProblemException(
                    ProblemType.MALFORMED_REQUEST,
                    "The parameter 'limit' must be 1 to 500.",
                    "Tham số 'limit' phải từ 1 đến 500.",
                    new Violation("limit", "must be 1 to 500"));
        }
        response.setHeader(HttpHeaders.VARY, "Accept, Accept-Language, Authorization");
        if (wantsJsonLd(accept)) {
            Cut<Catalogue.Offer> page = cut(
                    catalogue.services(null),
                    offer -> "service/" + offer.service().id(),
                    after,
                    limit);
            return answer(JSON_LD, dcat.document(page.items()), page.next(), limit);
        }
        if (caller == null) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
            // As recorded: whoever has no key must not fill the audit log.
            throw StandardDetail.of(ProblemType.UNAUTHENTICATED).asRecorded();
        }
        Language language = Language.of(languages);
        response.setHeader(HttpHeaders.CONTENT_LANGUAGE, language.tag());
        Cut<CatalogueEntry> page =
                cut(catalogue.entries(caller, language), entry -> entry.kind() + "/" + entry.id(), after, limit);
        return answer(MediaType.APPLICATION_JSON, new Page(page.items(), page.next()), page.next(), limit);
    }

    /** The same link for everyone; the answer's schema holds the fields that leave for this caller. */
    @GetMapping(path = Catalogue.PATH + "/services/{provider}/{name}/openapi.json")
    ResponseEntity<JsonNode> openApi(
            @PathVariable String provider,
            @PathVariable String name,
            @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false) @Nullable String languages,
            @AuthenticationPrincipal @Nullable Caller caller,
            HttpServletRequest request) {
        Language language = Language.of(languages);
        Catalogue.Offer offer = catalogue
                .service(caller, provider, name)
                .orElseThrow(() -> caller == null
                        ? StandardDetail.of(ProblemType.NOT_FOUND).asRecorded()
                        : StandardDetail.of(ProblemType.NOT_FOUND));
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .header(HttpHeaders.CONTENT_LANGUAGE, language.tag())
                .header(HttpHeaders.VARY, "Accept-Language, Authorization")
                .body(openApi.document(offer, language));
    }

    /** The same for everyone: how documents are handed in and taken over. */
    @GetMapping(path = Catalogue.DOCUMENTS, produces = MediaType.APPLICATION_JSON_VALUE)
    Resource documents() {
        return new ClassPathResource("catalogue/documents.openapi.json");
    }

    private static ResponseEntity<Object> answer(MediaType type, Object body, @Nullable String next, int limit) {
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok().contentType(type);
        if (next != null) {
            String after = URLEncoder.encode(next, StandardCharsets.UTF_8);
            answer.header(
                    HttpHeaders.LINK, "<" + Catalogue.PATH + "?limit=" + limit + "&after=" + after + ">; rel=\"next\"");
        }
        return answer.body(body);
    }

    /** The items behind {@code after} in the order of their keys. */
    private static <T> Cut<T> cut(List<T> all, Function<T, String> key, String after, int limit) {
        List<T> items = new ArrayList<>();
        for (T item : all) {
            if (key.apply(item).compareTo(after) > 0) {
                if (items.size() == limit) {
                    return new Cut<>(items, key.apply(items.get(limit - 1)));
                }
                items.add(item);
            }
        }
        return new Cut<>(items, null);
    }

    /** JSON where both would do. */
    private static boolean wantsJsonLd(@Nullable String accept) {
        if (accept == null || accept.isBlank()) {
            return false;
        }
        try {
            List<MediaType> types =
                    accept.length() > LONGEST ? List.of() : new ArrayList<>(MediaType.parseMediaTypes(accept));
            MimeTypeUtils.sortBySpecificity(types);
            for (MediaType type : types) {
                if (type.includes(MediaType.APPLICATION_JSON)) {
                    return false;
                }
                if (type.includes(JSON_LD)) {
                    return true;
                }
            }
        } catch (InvalidMediaTypeException e) {
            // Told below: it names nothing that could be given.
        }
        throw StandardDetail.of(ProblemType.NOT_ACCEPTABLE).asRecorded();
    }
}
