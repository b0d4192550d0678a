package org.lienthong.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lienthong.agreement.Decision;
import org.lienthong.agreement.ServiceDefinition;
import org.lienthong.problem.ProblemException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What of a service's answer would leave under an agreement, and what would stay behind, without a hub. */
public final class ReleaseTrial {

    /**
     * The answer in two parts.
     *
     * @param heldBack paths of what the route answered and does not leave, array positions left out
     */
    public record Released(JsonNode answer, List<String> heldBack) {}

    private final ServiceSchemas.Pair schemas;
    private final ServiceDefinition service;

    public ReleaseTrial(ServiceDefinition service) {
        this.service = service;
        this.schemas = new ServiceSchemas().of(service);
    }

    /** @throws ProblemException when the request does not satisfy the service's schema */
    public void checkRequest(JsonNode request) {
        schemas.checkRequest(request);
    }

    /**
     * @param permitted null: without an agreement nothing leaves
     * @throws ProblemException when the answer does not satisfy the service's schema, or is about somebody else
     */
    public Released release(JsonNode request, JsonNode answer, Decision.@Nullable Permitted permitted) {
        schemas.checkAnswer(answer);
        EchoCheck.require(service, request, answer);
        JsonNode released = permitted == null
                ? answer.isArray() ? ((ArrayNode) answer).arrayNode() : ((ObjectNode) answer).objectNode()
                : new Release(service.fields(), permitted.fields()).of(answer);
        List<String> held = new ArrayList<>();
        compare("", answer, released, held);
        return new Released(released, held.stream().distinct().toList());
    }

    private static void compare(String path, JsonNode whole, @Nullable JsonNode part, List<String> held) {
        if (whole.isObject()) {
            for (Map.Entry<String, JsonNode> member : whole.properties()) {
                String beneath = path.isEmpty() ? member.getKey() : path + "." + member.getKey();
                compare(beneath, member.getValue(), part == null ? null : part.get(member.getKey()), held);
            }
        } else if (whole.isArray()) {
            for (int i = 0; i < whole.size(); i++) {
                compare(path, whole.get(i), part == null ? null : part.get(i), held);
            }
        } else if (part == null) {
            held.add(path);
        }
    }
}
