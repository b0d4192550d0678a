package org.lienthong.route;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.camel.model.CatchDefinition;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.EndpointRequiredDefinition;
import org.apache.camel.model.HasExpressionType;
import org.apache.camel.model.LogDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RemoveHeaderDefinition;
import org.apache.camel.model.RemoveHeadersDefinition;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SetHeaderDefinition;
import org.apache.camel.model.SplitDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.model.TryDefinition;
import org.apache.camel.model.language.ExpressionDefinition;
import org.jspecify.annotations.Nullable;
import org.lienthong.config.Findings;
import org.lienthong.config.Position;

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
    private static final Set<String> SANDBOX_COMPONENTS = Set.of("agency", "axis", "portal", "simulated", "timer");

    private static final Set<String> SANDBOX_STEPS = Set.of("process", "onException", "delay", "setVariable", "loop");
    private static final Set<String> SANDBOX_LANGUAGES = Set.of("variable");

    /** Schemas come out of the configuration and from nowhere else; {@code map:} knows no other place by itself. */
    private static final Pattern CONFIGURED_FILE =
            Pattern.compile("validator:(//)?file:\\{\\{hub\\.config(:config)?}}/(?!.*\\.\\./)[^#]*");

    /** Camel, JMS and HTTP are steered by headers; the hub's own say who sends and receives. */
    private static final Pattern RESERVED = Pattern.compile(
            "^(Camel|JMS|org\\.apache|AMQ|_AMQ|hub(?!Reason$))|^\\*$|^Authorization$|^Host$", Pattern.CASE_INSENSITIVE);

    /** Steps whose expression decides. */
    private static final Set<String> DECIDING = Set.of("filter", "validate");

    private static final Pattern PAYLOAD =
            Pattern.compile("\\$(simple)?\\{(in\\.|message\\.)?(body|bodyAs|mandatoryBodyAs)");

    private final boolean sandbox;
    private final Set<String> components = new TreeSet<>(COMPONENTS);
    private final Set<String> steps = new TreeSet<>(STEPS);
    private final Set<String> languages = new TreeSet<>(LANGUAGES);

    private final RoutePlaces places;
    private final RouteWords words;
    private final Findings findings;

    AllowedSteps(boolean sandbox, RoutePlaces places, RouteWords words, Findings findings) {
        this.sandbox = sandbox;
        this.places = places;
        this.words = words;
        this.findings = findings;
        if (sandbox) {
            components.addAll(SANDBOX_COMPONENTS);
            steps.addAll(SANDBOX_STEPS);
            languages.addAll(SANDBOX_LANGUAGES);
        }
    }

    /** Names of the steps, as YAML has them. */
    static Set<String> steps(boolean sandbox) {
        Set<String> names = new TreeSet<>(STEPS);
        if (sandbox) {
            names.addAll(SANDBOX_STEPS);
        }
        return names;
    }

    /** Names of the components. */
    static Set<String> components(boolean sandbox) {
        Set<String> names = new TreeSet<>(COMPONENTS);
        if (sandbox) {
            names.addAll(SANDBOX_COMPONENTS);
        }
        return names;
    }

    /** Names of the languages that stewards' routes may use. */
    static Set<String> languages() {
        return LANGUAGES;
    }

    static String refusal(String what, String name, Set<String> allowed) {
        return "the " + what + " '" + name + "' is not on the list that routes may use: " + String.join(", ", allowed);
    }

    /** Records each component, step, language and header that is not allowed, in its place. */
    void check(RouteDefinition route, Position around) {
        Position place = places.at(route.getInput(), places.at(route, around));
        component(route.getInput().getEndpointUri(), place);
        route.getOutputs().forEach(step -> check(step, place));
    }

    /** As {@link #check(RouteDefinition, Position)}, of what several routes share. */
    void check(RouteConfigurationDefinition shared, Position around) {
        shared.getOnExceptions().forEach(step -> check(step, places.at(shared, around)));
    }

    /** @param around where the step stands, in case that it does not know itself */
    private void check(ProcessorDefinition<?> step, Position around) {
        Position place = places.at(step, around);
        demand(steps, step.getShortName(), "step", place);
        if (step instanceof EndpointRequiredDefinition endpoint) {
            component(endpoint.getEndpointUri(), place);
        }
        if (step instanceof HasExpressionType node) {
            language(node.getExpressionType(), DECIDING.contains(step.getShortName()), place);
        }
        if (step instanceof ChoiceDefinition choice) {
            choice.getWhenClauses().forEach(when -> language(when.getExpression(), true, place));
        }
        if (step instanceof CatchDefinition caught && caught.getOnWhen() != null) {
            language(caught.getOnWhen().getExpression(), true, place);
        }
        if (step instanceof SplitDefinition split && leavesTheThread(split)) {
            findings.add(
                    place,
                    "leaves-thread",
                    "split may not work in parallel, because the route runs in one transaction");
        }
        guard(step, place);
        inside(step).forEach(inner -> check(inner, place));
    }

    /** What the hub goes by is set by the hub, and what passes is nobody's to read in a log. */
    private void guard(ProcessorDefinition<?> step, Position place) {
        if (sandbox) {
            return;
        }
        String header = header(step);
        if (header != null && RESERVED.matcher(header).find()) {
            findings.add(
                    place,
                    "header-not-allowed",
                    "the header '" + header + "' steers Camel, JMS or the hub, not a route");
        }
        if (step instanceof LogDefinition log
                && log.getMessage() != null
                && PAYLOAD.matcher(log.getMessage()).find()) {
            findings.add(place, "payload-in-log", "a log step may not write the body");
        }
        if (step instanceof ToDefinition to && to.getEndpointUri().startsWith("log:")) {
            String uri = to.getEndpointUri();
            if (!uri.contains("showBody=false") || uri.contains("showAll=true") || uri.contains("showHeaders=true")) {
                findings.add(
                        place,
                        "payload-in-log",
                        "log: writes the body by itself; add the parameter showBody: false, or use the step log");
            }
        }
    }

    private static @Nullable String header(ProcessorDefinition<?> step) {
        if (step instanceof SetHeaderDefinition set) {
            return set.getName();
        }
        if (step instanceof RemoveHeaderDefinition remove) {
            return remove.getName();
        }
        return step instanceof RemoveHeadersDefinition remove ? remove.getPattern() : null;
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

    private void component(String uri, Position place) {
        String scheme = uri.substring(0, Math.max(0, uri.indexOf(':')));
        if (demand(components, scheme, "component", place)) {
            words.address(uri, place);
        }
        if (scheme.equals("validator") && !CONFIGURED_FILE.matcher(uri).matches()) {
            findings.add(
                    place,
                    "file-not-allowed",
                    scheme + " takes files of the configuration only: " + scheme + ":file:{{hub.config:config}}/…");
        }
    }

    private void language(@Nullable ExpressionDefinition expression, boolean predicate, Position place) {
        if (expression != null && demand(languages, expression.getLanguage(), "language", place) && !sandbox) {
            words.expression(expression, predicate, place);
        }
    }

    private boolean demand(Set<String> allowed, String name, String what, Position place) {
        boolean permitted = allowed.contains(name);
        if (!permitted) {
            findings.add(place, what + "-not-allowed", refusal(what, name, allowed));
        }
        return permitted;
    }
}
