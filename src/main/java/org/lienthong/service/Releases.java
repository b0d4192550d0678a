package org.lienthong.service;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.lienthong.agreement.Agreement;
import org.lienthong.agreement.Decision;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Which fields of an answer leave: those agreed, or those of them that a request wants. */
final class Releases {

    /** A request's own, optional member: the fields that it wants; never seen by schema or route. */
    static final String FIELDS = "fields";

    /** The fields that leave, and what lets them. */
    record Chosen(List<String> fields, Release release) {}

    private record Known(Agreement agreement, Chosen chosen) {}

    private final ConcurrentMap<String, Known> byAgreement = new ConcurrentHashMap<>();

    /** Takes {@value #FIELDS} out of the request and chooses by it. */
    Chosen choose(Decision.Permitted permitted, ObjectNode request) {
        JsonNode wanted = request.remove(FIELDS);
        return wanted == null ? all(permitted) : chosen(permitted, wanted(permitted, wanted));
    }

    private Chosen all(Decision.Permitted permitted) {
        Agreement agreement = permitted.agreement();
        Known known = byAgreement.get(agreement.id());
        if (known == null || known.agreement() != agreement) {
            known = new Known(agreement, chosen(permitted, permitted.fields()));
            byAgreement.put(agreement.id(), known);
        }
        return known.chosen();
    }

    private static Chosen chosen(Decision.Permitted permitted, Set<String> fields) {
        return new Chosen(
                new ArrayList<>(fields), new Release(permitted.service().fields(), fields));
    }

    private static Set<String> wanted(Decision.Permitted permitted, @Nullable JsonNode wanted) {
        Set<String> fields = new LinkedHashSet<>();
        if (wanted != null && wanted.isArray() && !wanted.isEmpty()) {
            for (JsonNode field : wanted) {
                if (!field.isString() || !permitted.fields().contains(field.stringValue())) {
                    throw notPermitted();
                }
                fields.add(field.stringValue());
            }
            return fields;
        }
        throw new ProblemException(
                ProblemType.SCHEMA_VIOLATION,
                "'fields' is a list of at least one path.",
                "'fields' là danh sách có ít nhất một đường dẫn trường.");
    }

    private static ProblemException notPermitted() {
        return new ProblemException(
                ProblemType.FIELD_NOT_PERMITTED,
                "'fields' names something that the agreement does not let out.",
                "'fields' có trường mà thỏa thuận không cho phép cung cấp.");
    }
}
