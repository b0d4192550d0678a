package org.lienthong.route;

import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.model.ExpressionNode;
import org.apache.camel.model.LogDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SetHeaderDefinition;
import org.apache.camel.model.SetPropertyDefinition;
import org.apache.camel.model.ThrowExceptionDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.model.language.ExpressionDefinition;
import org.jspecify.annotations.Nullable;
import org.lienthong.config.Findings;
import org.lienthong.config.Position;

/**
 * Finds what passes on its way into the log: not the body alone, but also a header or property that a step, in the route or
 * in one joined to it by {@code direct:}, has filled from the body.
 */
final class PayloadLeaks {

    /** What is wrong with a message's content tells so in the words of the content. */
    private static final Pattern CONTENT =
            Pattern.compile("\\$(simple)?\\{(in\\.|message\\.)?(body|bodyAs|mandatoryBodyAs|exception\\.message)");

    private static final Pattern NAMED = Pattern.compile("\\$\\{(?:header|exchangeProperty)[.:]([A-Za-z0-9_-]+)}");
    private static final Set<String> READS_CONTENT = Set.of("xpath", "tokenize");

    private final RouteCalls routes;
    private final Findings findings;
    private final Map<RouteDefinition, Set<RouteDefinition>> joined = new HashMap<>();
    private final IdentityHashMap<Set<RouteDefinition>, Set<String>> carriers = new IdentityHashMap<>();

    private PayloadLeaks(RouteCalls routes, Findings findings) {
        this.routes = routes;
        this.findings = findings;
    }

    /** Records each step that writes content into the log. */
    static void check(RouteCalls routes, Findings findings) {
        PayloadLeaks leaks = new PayloadLeaks(routes, findings);
        routes.files().keySet().forEach(leaks::join);
        routes.files().forEach((route, places) -> {
            if (!places.isSandbox()) {
                leaks.logs(route, places);
            }
        });
    }

    /** Routes that one message can come through. */
    private void join(RouteDefinition route) {
        Set<RouteDefinition> group = joined.computeIfAbsent(route, PayloadLeaks::alone);
        for (ToDefinition to : AllowedSteps.all(route, ToDefinition.class)) {
            RouteDefinition next = routes.target(to);
            if (next != null && !group.contains(next)) {
                Set<RouteDefinition> other = joined.computeIfAbsent(next, PayloadLeaks::alone);
                group.addAll(other);
                other.forEach(one -> joined.put(one, group));
            }
        }
    }

    private static Set<RouteDefinition> alone(RouteDefinition route) {
        return new HashSet<>(Set.of(route));
    }

    private void logs(RouteDefinition route, RoutePlaces places) {
        Position around = places.at(route, places.start());
        for (LogDefinition log : AllowedSteps.all(route, LogDefinition.class)) {
            if (tells(log.getMessage(), route)) {
                findings.add(
                        places.at(log, around),
                        "payload-in-log",
                        "a log step may not write the body, nor a part of it");
            }
        }
        for (ThrowExceptionDefinition thrown : AllowedSteps.all(route, ThrowExceptionDefinition.class)) {
            if (tells(thrown.getMessage(), route)) {
                findings.add(
                        places.at(thrown, around),
                        "payload-in-log",
                        "what is thrown is logged, so it may not hold the body, nor a part of it");
            }
        }
    }

    private boolean tells(@Nullable String text, RouteDefinition route) {
        if (text == null) {
            return false;
        }
        Set<RouteDefinition> group = joined.getOrDefault(route, Set.of(route));
        return CONTENT.matcher(text).find() || mentions(text, carriers.computeIfAbsent(group, PayloadLeaks::carriers));
    }

    /** Names of headers and properties that hold content, in small letters. */
    private static Set<String> carriers(Set<RouteDefinition> group) {
        Set<String> names = new HashSet<>();
        int before;
        do {
            before = names.size();
            for (RouteDefinition route : group) {
                for (SetHeaderDefinition set : AllowedSteps.all(route, SetHeaderDefinition.class)) {
                    carry(set.getName(), set, names);
                }
                for (SetPropertyDefinition set : AllowedSteps.all(route, SetPropertyDefinition.class)) {
                    carry(set.getName(), set, names);
                }
            }
        } while (names.size() > before);
        return names;
    }

    private static void carry(String name, ExpressionNode step, Set<String> names) {
        ExpressionDefinition from = step.getExpression();
        if (from == null || from.getLanguage() == null) {
            return;
        }
        String text = from.getExpression() == null ? "" : from.getExpression();
        boolean content =
                switch (from.getLanguage()) {
                    case "simple" -> CONTENT.matcher(text).find() || mentions(text, names);
                    case "header", "exchangeProperty" ->
                        names.contains(text.strip().toLowerCase(Locale.ROOT));
                    default -> READS_CONTENT.contains(from.getLanguage());
                };
        if (content) {
            names.add(name.toLowerCase(Locale.ROOT));
        }
    }

    private static boolean mentions(String text, Set<String> names) {
        Matcher named = NAMED.matcher(text);
        while (named.find()) {
            if (names.contains(named.group(1).toLowerCase(Locale.ROOT))) {
                return true;
            }
        }
        return false;
    }
}
