package org.lienthong.route;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDefinition;
import org.jspecify.annotations.Nullable;
import org.lienthong.config.Finding;
import org.lienthong.config.Findings;
import org.lienthong.config.Position;

/**
 * What routes are to each other: where they start, how {@code direct:} joins them, and which systems they can come to call.
 * Only a delivery or a permitted call of a service calls: a service its provider's systems, a delivery its recipient's;
 * {@link CallProducer} holds the same while they run.
 */
final class RouteCalls {

    static final String CALL = "hub:call/";
    private static final String DIRECT = "direct:";
    private static final Pattern SLASHES = Pattern.compile("^(\\w+)://");

    private final Map<RouteDefinition, RoutePlaces> files = new LinkedHashMap<>();
    private final Map<String, RouteDefinition> direct = new HashMap<>();
    private final Map<String, Position> starts = new HashMap<>();
    private final List<Finding> findings = new ArrayList<>();

    void add(RouteDefinition route, RoutePlaces file) {
        files.put(route, file);
        String from = start(route.getInput().getEndpointUri());
        Position at = file.at(route.getInput(), file.at(route, file.start()));
        Position first = starts.putIfAbsent(from, at);
        if (first != null && !from.startsWith("timer:")) {
            add(at, "duplicate-start", "another route starts at " + from + ", too: " + first);
        }
        if (from.startsWith(DIRECT)) {
            direct.putIfAbsent(name(from), route);
        }
    }

    /** Records what is wrong between routes. */
    void check(Findings all) {
        for (RouteDefinition route : files.keySet()) {
            String from = start(route.getInput().getEndpointUri());
            if (from.startsWith("hub:service/")) {
                follow(route, CALL + from.split("/", -1)[1] + "/", new HashSet<>());
            } else if (from.startsWith("hub:deliver/portal")) {
                follow(route, CALL, new HashSet<>());
            } else if (from.startsWith("hub:deliver/")) {
                follow(route, CALL + "recipient/", new HashSet<>());
            } else if (!from.startsWith(DIRECT)) {
                follow(route, null, new HashSet<>());
            }
            if (from.startsWith("hub:deliver/")) {
                DeliveredBody.replaced(route, this::target)
                        .forEach(step -> add(
                                at(step),
                                "body-changed",
                                "the body is replaced here, and the hub:call behind it sends only what came"));
            }
            RouteEnds.faults(route, direct).forEach(fault -> add(at(fault.at()), "missing-guarantee", fault.what()));
            joined(route);
        }
        findings.stream().distinct().forEach(one -> all.add(one.at(), one.rule(), one.message()));
    }

    /** The route that a step goes to; null when it goes to none. */
    @Nullable
    RouteDefinition target(ToDefinition to) {
        return start(to.getEndpointUri()).startsWith(DIRECT) ? direct.get(name(to.getEndpointUri())) : null;
    }

    /** All routes with their files. */
    Map<RouteDefinition, RoutePlaces> files() {
        return files;
    }

    private void joined(RouteDefinition route) {
        for (ToDefinition to : calls(route)) {
            String uri = start(to.getEndpointUri());
            if (!uri.startsWith(DIRECT)) {
                continue;
            }
            RouteDefinition next = target(to);
            if (next == null) {
                add(at(to), "unknown-route", "no route starts at " + start(uri));
            } else if (leads(next, route, new HashSet<>())) {
                add(at(to), "route-cycle", "from " + start(uri) + " the message comes back here, again and again");
            }
        }
    }

    private boolean leads(RouteDefinition from, RouteDefinition to, Set<RouteDefinition> seen) {
        if (from == to) {
            return true;
        }
        return seen.add(from)
                && calls(from).stream()
                        .map(this::target)
                        .filter(Objects::nonNull)
                        .anyMatch(next -> leads(next, to, seen));
    }

    private static List<ToDefinition> calls(RouteDefinition route) {
        return AllowedSteps.all(route, ToDefinition.class);
    }

    /** @param allowed how the address of a call begins, or null when there may be none */
    private void follow(RouteDefinition route, @Nullable String allowed, Set<RouteDefinition> seen) {
        if (!seen.add(route)) {
            return;
        }
        for (ToDefinition to : calls(route)) {
            String uri = start(to.getEndpointUri());
            if (uri.startsWith(CALL) && (allowed == null || !uri.startsWith(allowed))) {
                add(at(to), "call-not-allowed", "route '" + route.getRouteId() + "' " + reason(allowed));
            }
            RouteDefinition next = target(to);
            if (next != null) {
                follow(next, allowed, seen);
            }
        }
    }

    private static String reason(@Nullable String allowed) {
        if (allowed == null) {
            return "calls a system, but only what starts at hub:service or hub:deliver may";
        }
        return allowed.equals(CALL + "recipient/")
                ? "delivers to another agency than the recipient: write " + allowed + "…"
                : "calls a system of another agency than the service's provider";
    }

    private Position at(ProcessorDefinition<?> step) {
        RouteDefinition route = step instanceof RouteDefinition itself
                ? itself
                : Objects.requireNonNull(ProcessorDefinitionHelper.getRoute(step));
        RoutePlaces places = Objects.requireNonNull(files.get(route));
        return places.at(step, places.at(route, places.start()));
    }

    private void add(Position at, String rule, String message) {
        findings.add(new Finding(at, rule, message));
    }

    /** An address in the form in which routes are compared: without options, and without the slashes of {@code hub://}. */
    static String start(String uri) {
        int options = uri.indexOf('?');
        String address = options < 0 ? uri : uri.substring(0, options);
        return SLASHES.matcher(address).replaceFirst("$1:");
    }

    /** What stands behind {@code direct:}. */
    static String name(String uri) {
        return start(uri).substring(uri.startsWith(DIRECT) ? DIRECT.length() : 0);
    }
}
