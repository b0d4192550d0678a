package org.lienthong.route;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.camel.LineNumberAware;
import org.apache.camel.model.CatchDefinition;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.EndpointRequiredDefinition;
import org.apache.camel.model.HasExpressionType;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SplitDefinition;
import org.apache.camel.model.TryDefinition;
import org.apache.camel.model.language.ExpressionDefinition;
import org.jspecify.annotations.Nullable;

/**
 * What a route may be made of: components, EIPs and languages by name. Whoever writes a route would otherwise be root on
 * the hub, so there is no file, exec, bean, script, http or jms of its own, nothing dynamic, and nothing that leaves the
 * thread of the transaction.
 */
final class AllowedSteps {

    private static final Set<String> COMPONENTS = Set.of("hub", "direct", "log", "map", "validator");
    private static final Set<String> STEPS = Set.of(
            "to",
            "choice",
            "filter",
            "setBody",
            "setHeader",
            "setProperty",
            "removeHeader",
            "removeHeaders",
            "removeProperty",
            "transform",
            "validate",
            "log",
            "doTry",
            "doCatch",
            "doFinally",
            "split",
            "stop",
            "throwException",
            "pipeline",
            "step");
    private static final Set<String> LANGUAGES =
            Set.of("simple", "constant", "header", "exchangeProperty", "xpath", "tokenize");

    /** The simulated systems stand outside the hub; their routes only happen to run in its process. */
    private static final Set<String> SANDBOX_COMPONENTS = Set.of("axis", "simulated", "timer");

    private static final Set<String> SANDBOX_STEPS = Set.of("process", "onException", "delay", "setVariable", "loop");
    private static final Set<String> SANDBOX_LANGUAGES = Set.of("variable");

    /** Schemas come out of the configuration and from nowhere else; {@code map:} knows no other place by itself. */
    private static final Pattern CONFIGURED_FILE =
            Pattern.compile("validator:(//)?file:\\{\\{hub\\.config(:config)?}}/(?!.*\\.\\./)[^#]*");

    private final Set<String> components = new TreeSet<>(COMPONENTS);
    private final Set<String> steps = new TreeSet<>(STEPS);
    private final Set<String> languages = new TreeSet<>(LANGUAGES);

    AllowedSteps(boolean sandbox) {
        if (sandbox) {
            components.addAll(SANDBOX_COMPONENTS);
            steps.addAll(SANDBOX_STEPS);
            languages.addAll(SANDBOX_LANGUAGES);
        }
    }

    /** @throws InvalidRouteException naming file, line and what is not allowed there */
    void check(RouteDefinition route, String file) {
        String place = place(route.getInput(), place(route, file));
        component(route.getInput().getEndpointUri(), place);
        route.getOutputs().forEach(step -> check(step, place));
    }

    /** As {@link #check(RouteDefinition, String)}, of what several routes share. */
    void check(RouteConfigurationDefinition shared, String file) {
        shared.getOnExceptions().forEach(step -> check(step, place(shared, file)));
    }

    /** @param around where the step stands, in case that it does not know itself */
    private void check(ProcessorDefinition<?> step, String around) {
        String place = place(step, around);
        demand(steps, step.getShortName(), "step", place);
        if (step instanceof EndpointRequiredDefinition endpoint) {
            component(endpoint.getEndpointUri(), place);
        }
        if (step instanceof HasExpressionType node) {
            language(node.getExpressionType(), place);
        }
        if (step instanceof ChoiceDefinition choice) {
            choice.getWhenClauses().forEach(when -> language(when.getExpression(), place));
        }
        if (step instanceof CatchDefinition caught && caught.getOnWhen() != null) {
            language(caught.getOnWhen().getExpression(), place);
        }
        if (step instanceof SplitDefinition split && leavesTheThread(split)) {
            throw new InvalidRouteException(
                    place + ": split may not work in parallel, because the route runs in one transaction.");
        }
        inside(step).forEach(inner -> check(inner, place));
    }

    private static List<ProcessorDefinition<?>> inside(ProcessorDefinition<?> step) {
        if (!(step instanceof TryDefinition attempt)) {
            return step.getOutputs(); // of a choice those of all its branches
        }
        List<ProcessorDefinition<?>> inside = new ArrayList<>(attempt.getOutputsWithoutCatches());
        inside.addAll(attempt.getCatchClauses());
        if (attempt.getFinallyClause() != null) {
            inside.add(attempt.getFinallyClause());
        }
        return inside;
    }

    private static boolean leavesTheThread(SplitDefinition split) {
        return isOn(split.getParallelProcessing())
                || isOn(split.getParallelAggregate())
                || split.getExecutorService() != null
                || split.getTimeout() != null;
    }

    private static boolean isOn(@Nullable String option) {
        return option != null && !option.equals("false");
    }

    private void component(String uri, String place) {
        String scheme = uri.substring(0, Math.max(0, uri.indexOf(':')));
        demand(components, scheme, "component", place);
        if (scheme.equals("validator") && !CONFIGURED_FILE.matcher(uri).matches()) {
            throw new InvalidRouteException(place + ": " + scheme + " takes files of the configuration only: " + scheme
                    + ":file:{{hub.config:config}}/….");
        }
    }

    private void language(@Nullable ExpressionDefinition expression, String place) {
        if (expression != null) {
            demand(languages, expression.getLanguage(), "language", place);
        }
    }

    private static void demand(Set<String> allowed, String name, String what, String place) {
        if (!allowed.contains(name)) {
            throw new InvalidRouteException(place + ": the " + what + " '" + name
                    + "' is not on the list that routes may use: " + String.join(", ", allowed) + ".");
        }
    }

    /** {@code file:line}, or what is around it when the element does not know its line. */
    static String place(LineNumberAware element, String around) {
        return element.getLineNumber() > 0 ? around.replaceFirst(":\\d+$", "") + ":" + element.getLineNumber() : around;
    }
}
