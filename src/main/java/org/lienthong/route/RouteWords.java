package org.lienthong.route;

import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
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

    private final CamelContext context;
    private final Findings findings;
    private final BiConsumer<Endpoint, Position> understood;

    /** @param understood told of each endpoint with its place */
    RouteWords(CamelContext context, Findings findings, BiConsumer<Endpoint, Position> understood) {
        this.context = context;
        this.findings = findings;
        this.understood = understood;
    }

    void address(String uri, Position at) {
        String scheme = uri.substring(0, uri.indexOf(':'));
        if (!OTHERS.contains(scheme) && !(OWN.contains(scheme) && hasComponent(scheme))) {
            return;
        }
        try {
            // Not context.getEndpoint: it would keep each, and look through all that it keeps.
            Component component = Objects.requireNonNull(context.getComponent(scheme), scheme);
            understood.accept(component.createEndpoint(context.resolvePropertyPlaceholders(uri)), at);
        } catch (Exception e) { // What createEndpoint declares, and what placeholders and names throw.
            findings.add(at, "bad-address", cause(e));
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
