package org.lienthong.service;

import java.util.List;
import org.lienthong.agreement.Echo;
import org.lienthong.agreement.EnumerationWatch;
import org.lienthong.agreement.ServiceDefinition;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import tools.jackson.databind.JsonNode;

/**
 * Refuses an answer about somebody else than was asked for: a provider, or what stands before it, may mix up two calls. What
 * does not say whom it is about is refused, too; an answer that says that there is nobody, and nothing else, is not.
 */
final class EchoCheck {

    private EchoCheck() {}

    /** @throws ProblemException {@code PROVIDER_INVALID_RESPONSE}; it names neither of the two */
    static void require(ServiceDefinition service, JsonNode request, JsonNode answer) {
        if (service.echoes().isEmpty() || isNobody(service, answer)) {
            return;
        }
        for (Echo echo : service.echoes()) {
            JsonNode asked = request.at(echo.request());
            if (asked.isValueNode() && !asked.isNull() && !repeats(echo, asked.asString(), answer)) {
                throw new ProblemException(
                        ProblemType.PROVIDER_INVALID_RESPONSE,
                        "The provider's answer is not about what was asked for: it does not repeat " + echo.request()
                                + " of the request.",
                        "Trả lời của bên cung cấp không đúng đối tượng được hỏi: không lặp lại " + echo.request()
                                + " của yêu cầu.");
            }
        }
    }

    private static boolean isNobody(ServiceDefinition service, JsonNode answer) {
        String match = service.match();
        if (match == null || EnumerationWatch.found(service, answer)) {
            return false;
        }
        String told = match.substring(1).split("/", -1)[0];
        return answer.properties().stream()
                .filter(member -> !member.getKey().equals(told))
                .allMatch(member -> isNothing(member.getValue()));
    }

    private static boolean isNothing(JsonNode value) {
        return value.isNull() || value.isContainer() && value.isEmpty();
    }

    private static boolean repeats(Echo echo, String asked, JsonNode answer) {
        return echo.answer().stream().anyMatch(path -> isEverywhere(asked, answer, List.of(path.split("\\.", -1))));
    }

    private static boolean isEverywhere(String asked, JsonNode in, List<String> names) {
        if (in.isArray()) {
            return !in.isEmpty() && in.valueStream().allMatch(item -> isEverywhere(asked, item, names));
        }
        if (names.isEmpty()) {
            return in.isValueNode() && !in.isNull() && in.asString().equals(asked);
        }
        JsonNode next = in.get(names.get(0));
        return next != null && isEverywhere(asked, next, names.subList(1, names.size()));
    }
}
