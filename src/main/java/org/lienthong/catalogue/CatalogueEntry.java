package org.lienthong.catalogue;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a caller may use.
 *
 * @param kind {@code service}, {@code document} or {@code event}
 * @param id unique among those of its kind
 * @param call method and path
 * @param openapi path of its OpenAPI document
 * @param agreements under which the caller may use a service; none for those who run the hub
 * @param maintenance when the provider will not answer, as was announced; null when nothing was
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record CatalogueEntry(
        String kind,
        String id,
        String title,
        String description,
        String call,
        @Nullable Party provider,
        @Nullable String dataClass,
        @Nullable String openapi,
        @Nullable List<Use> agreements,
        @Nullable List<Interruption> maintenance) {

    /** Calls are answered 503 with {@code Retry-After} meanwhile. */
    record Interruption(Instant from, Instant to, String reason) {}

    /** An agency. */
    record Party(String id, String name) {}

    /** A code and what it means. */
    record Word(String code, String title) {}

    /** A field that leaves. */
    record Field(String path, String type, String dataClass, String title) {}

    /** How often. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Limits(int perSecond, int burst, @Nullable Integer perDay) {}

    /**
     * What one agreement allows.
     *
     * @param from first day
     * @param to first day on which it is over, or null
     * @param headers that a call must carry
     * @param caching ISO 8601 duration
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Use(
            String id,
            String legalBasis,
            List<Word> purposes,
            List<String> procedures,
            List<Field> fields,
            List<String> headers,
            @Nullable String from,
            @Nullable String to,
            Limits quota,
            String caching,
            String contact) {}
}
