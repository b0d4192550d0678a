package org.lienthong.route;

import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDefinition;
import org.jspecify.annotations.Nullable;
import org.lienthong.config.Finding;
import org.lienthong.config.Findings;
import org.lienthong.config.Position;

/**
 * Which systems the routes can come to call, {@code direct:} routes included. Only a delivery or a permitted call of a
 * service calls, and a service only its provider's systems; {@link CallProducer} holds the same while they run.
 */
final class RouteCalls {

    private static final String CALL = "hub:call/";

    private final Map<RouteDefinition, RoutePlaces> files = new IdentityHashMap<>();
    private final Map<String, RouteDefinition> direct = new HashMap<>();

    void add(RouteDefinition route, RoutePlaces file) {
        files.put(route, file);
        String from = route.getInput().getEndpointUri();
        if (from.startsWith("direct:")) {
            direct.put(name(from), route);
        }
    }

    /** Records each step that calls what it must not. */
    void check(Findings findings) {
        for (RouteDefinition route : files.keySet()) {
            String from = route.getInput().getEndpointUri();
            if (from.startsWith("hub:service/")) {
                follow(route, CALL + from.split("/", -1)[1] + "/", new HashSet<>(), findings);
            } else if (!from.startsWith("hub:deliver/") && !from.startsWith("direct:")) {
                follow(route, null, new HashSet<>(), findings);
            }
        }
    }

    /** @param allowed how the address of a call begins, or null when there may be none */
    private void follow(RouteDefinition route, @Nullable String allowed, Set<RouteDefinition> seen, Findings findings) {
        if (!seen.add(route)) {
            return;
        }
        for (ToDefinition to : ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), ToDefinition.class)) {
            String uri = to.getEndpointUri();
            if (uri.startsWith(CALL) && (allowed == null || !uri.startsWith(allowed))) {
                RoutePlaces places = Objects.requireNonNull(files.get(route));
                Position at = places.at(to, places.at(route, places.start()));
                Finding finding = new Finding(
                        at,
                        "call-not-allowed",
                        "route '" + route.getRouteId() + "' "
                                + (allowed == null
                                        ? "calls a system, but only what starts at hub:service or hub:deliver may"
                                        : "calls a system of another agency than the service's provider"));
                if (!findings.list().contains(finding)) {
                    findings.add(finding.at(), finding.rule(), finding.message());
                }
            }
            RouteDefinition next = uri.startsWith("direct:") ? direct.get(name(uri)) : null;
            if (next != null) {
                follow(next, allowed, seen, findings);
            }
        }
    }

    private static String name(String uri) {
        String rest = uri.substring("direct:".length());
        int options = rest.indexOf('?');
        return (options < 0 ? rest : rest.substring(0, options)).replace("//", "");
    }
}
