package org.lienthong.agreement;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/**
 * A data service as {@code config/services/<provider>/<name>.yaml} declares it.
 *
 * @param system the provider's system that answers, one of {@code systems} in its agency's file; null when a route says
 * @param dataClass the highest class of any of its fields
 * @param purposes codes of the purposes for which it may be asked; an agreement picks among them
 * @param fields by path, in the order of the file
 * @param input JSON Schema of the request
 * @param output JSON Schema of the whole answer, before fields are removed
 * @param subject pointer (RFC 6901) to the request's member that identifies a person, such as {@code /soDinhDanh}; null
 *     when it is not about one
 * @param match pointer to the answer's member that is absent, null, false or empty when the person was not found; null when
 *     every answer is about somebody
 * @param echoes what an answer has to repeat of the request, else it does not leave
 * @param open whether strangers may know that it exists
 * @param deadline for the whole call
 * @param maxRequest largest request
 * @param maxAnswer largest answer of the provider's
 */
public record ServiceDefinition(
        ServiceId id,
        Text title,
        Text description,
        @Nullable String system,
        DataClass dataClass,
        Set<String> purposes,
        Map<String, ServiceField> fields,
        Path input,
        Path output,
        @Nullable String subject,
        @Nullable String match,
        List<Echo> echoes,
        boolean open,
        Duration deadline,
        DataSize maxRequest,
        DataSize maxAnswer) {

    public ServiceDefinition {
        purposes = Set.copyOf(purposes);
        echoes = List.copyOf(echoes);
        fields = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        Objects.requireNonNull(id);
        if (fields.isEmpty()) {
            throw new IllegalArgumentException("a service has at least one field: " + id);
        }
    }

    /** Whether the path leads to something that holds fields, and is none itself. */
    boolean holdsFields(String path) {
        return fields.keySet().stream().anyMatch(field -> field.startsWith(path + "."));
    }

    List<String> beneath(String path) {
        return fields.keySet().stream()
                .filter(field -> field.startsWith(path + "."))
                .toList();
    }
}
