package org.lienthong.route;

import java.util.Objects;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.Endpoint;
import org.apache.camel.model.language.ExpressionDefinition;
import org.apache.camel.reifier.language.ExpressionReifier;
import org.lienthong.config.Findings;
import org.lienthong.config.Position;

/**
 * Understands a route's addresses and expressions without running them: Camel would do so when the route starts, and
 * would not know the line.
 */
final class RouteWords {

    /** Made by the hub; where a context has none of them, they are not looked up. */
    private static final Set<String> OWN = Set.of("hub", "map");

    private static final Set<String> OTHERS = Set.of("direct", "log");

    /** Of a trial the hub's endpoints are others. */
    private static final Set<String> START = Set.of("direct", "hub");

    private final CamelContext context;
    private final Findings findings;
    private final Told told;

    /** Hears what routes name, and where. */
    interface Told {

        default void endpoint(Endpoint endpoint, Position at) {}

        /** A file is named, by its path in the configuration. */
        default void file(String path, Position at) {}

        /** What is worth a look and harms nobody. */
        default void remark(Position at, String rule, String message) {}
    }

    RouteWords(CamelContext context, Findings findings, Told told) {
        this.context = context;
        this.findings = findings;
        this.told = told;
    }

    /** A schema that a route names, by its path in the configuration. */
    void file(String path, Position at) {
        told.file(path, at);
    }

    /** @param starts whether a route starts there, and not goes there */
    void address(String uri, boolean starts, Position at) {
        String scheme = uri.substring(0, uri.indexOf(':'));
        if (!OTHERS.contains(scheme) && !(OWN.contains(scheme) && hasComponent(scheme))) {
            return;
        }
        try {
            // Not context.getEndpoint: it would keep each, and look through all that it keeps.
            Component component = Objects.requireNonNull(context.getComponent(scheme), scheme);
            Endpoint endpoint =
                    Objects.requireNonNull(component.createEndpoint(context.resolvePropertyPlaceholders(uri)), uri);
            demand(endpoint, scheme, starts);
            told.endpoint(endpoint, at);
        } catch (Exception e) { // What createEndpoint declares, and what placeholders and names throw.
            findings.add(at, "bad-address", cause(e));
        }
    }

    private static void demand(Endpoint endpoint, String scheme, boolean starts) {
        if (endpoint instanceof HubEndpoint hub) {
            hub.demand(starts);
        } else if (starts && !START.contains(scheme)) {
            throw new IllegalArgumentException("a route starts at hub: or direct:, not at " + scheme + ":");
        }
    }

    /** @param predicate whether it decides, instead of giving a value */
    void expression(ExpressionDefinition expression, boolean predicate, Position at) {
        try {
            ExpressionReifier<?> compiler = ExpressionReifier.reifier(context, expression);
            if (predicate) {
                compiler.createPredicate().init(context);
            } else {
                compiler.createExpression().init(context);
            }
        } catch (RuntimeException e) {
            findings.add(at, "bad-expression", "the " + expression.getLanguage() + " expression is wrong: " + cause(e));
        }
    }

    /** @param of what it must be: an error of the machine's is nothing that a route throws */
    void exception(String name, Class<? extends Throwable> of, Position at) {
        Class<?> type = context.getClassResolver().resolveClass(name);
        if (type == null || !of.isAssignableFrom(type)) {
            findings.add(
                    at,
                    "bad-value",
                    "'" + name + "' is no exception that a route may name; java.lang.IllegalStateException is one");
        }
    }

    private boolean hasComponent(String scheme) {
        return context.hasComponent(scheme) != null || context.getRegistry().lookupByName(scheme) != null;
    }

    static Throwable root(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return cause;
    }

    static String cause(Throwable e) {
        Throwable cause = root(e);
        String message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        return message.strip().lines().findFirst().orElse(message);
    }
}
