package org.lienthong.route;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.model.CatchDefinition;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.EndpointRequiredDefinition;
import org.apache.camel.model.HasExpressionType;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SplitDefinition;
import org.apache.camel.model.ThrowExceptionDefinition;
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
            Pattern.compile("validator:(//)?file:\\{\\{hub\\.config(:config)?}}/(schemas/[A-Za-z0-9_/-]+\\.xsd)");

    /** Steps whose expression decides. */
    private static final Set<String> DECIDING = Set.of("filter", "validate");

    /** What {@code log:} may be told about showing. */
    private static final Set<String> SHOWN = Set.of(
            "showBody=false",
            "showHeaders=false",
            "showProperties=false",
            "showBodyType=false",
            "showBodyType=true",
            "showExchangeId=true",
            "showExchangePattern=true",
            "showExchangePattern=false",
            "showRouteId=true");

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
        component(route.getInput().getEndpointUri(), true, place);
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
            component(endpoint.getEndpointUri(), false, place);
        }
        if (step instanceof HasExpressionType node) {
            language(node.getExpressionType(), DECIDING.contains(step.getShortName()), place);
        }
        if (step instanceof ChoiceDefinition choice) {
            choice.getWhenClauses().forEach(when -> language(when.getExpression(), true, place));
        }
        if (step instanceof CatchDefinition caught) {
            if (caught.getOnWhen() != null) {
                language(caught.getOnWhen().getExpression(), true, place);
            }
            caught.getExceptions().forEach(name -> words.exception(name, Throwable.class, place));
        }
        if (step instanceof ThrowExceptionDefinition thrown && thrown.getExceptionType() != null) {
            words.exception(thrown.getExceptionType(), Exception.class, place);
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
        String complaint = ReservedNames.complaint(step);
        if (complaint != null) {
            findings.add(place, "header-not-allowed", complaint);
        }
        if (step instanceof ToDefinition to
                && RouteCalls.start(to.getEndpointUri()).startsWith("log:")) {
            if (writesContent(to.getEndpointUri())) {
                findings.add(
                        place,
                        "payload-in-log",
                        "log: writes the body by itself; add the parameter showBody: false, or use the step log");
            }
        }
    }

    /** The component writes the body unless it is told not to; what else it can show may hold it. */
    private static boolean writesContent(String uri) {
        int options = uri.indexOf('?');
        List<String> given =
                options < 0 ? List.of() : List.of(uri.substring(options + 1).split("&", -1));
        return !given.contains("showBody=false")
                || given.stream().anyMatch(option -> option.startsWith("show") && !SHOWN.contains(option));
    }

    /** The steps within one, those of all its branches. */
    static List<ProcessorDefinition<?>> inside(ProcessorDefinition<?> step) {
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

    /** All steps of a route of a type, those in the corners of doTry among them, in the order of the file. */
    static <T> List<T> all(RouteDefinition route, Class<T> type) {
        List<T> found = new ArrayList<>();
        route.getOutputs().forEach(step -> collect(step, type, found));
        return found;
    }

    private static <T> void collect(ProcessorDefinition<?> step, Class<T> type, List<T> found) {
        if (type.isInstance(step)) {
            found.add(type.cast(step));
        }
        inside(step).forEach(inner -> collect(inner, type, found));
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

    private void component(String uri, boolean starts, Position place) {
        String scheme = uri.substring(0, Math.max(0, uri.indexOf(':')));
        if (demand(components, scheme, "component", place)) {
            words.address(uri, starts, place);
        }
        if (scheme.equals("validator")) {
            Matcher file = CONFIGURED_FILE.matcher(uri);
            if (file.matches()) {
                words.file(file.group(3), place);
            } else {
                findings.add(
                        place,
                        "file-not-allowed",
                        "validator takes files of the configuration only: "
                                + "validator:file:{{hub.config:config}}/schemas/….xsd, and no options");
            }
        }
    }

    private void language(@Nullable ExpressionDefinition expression, boolean predicate, Position place) {
        if (expression != null && demand(languages, expression.getLanguage(), "language", place) && !sandbox) {
            words.expression(expression, predicate, place);
            if (predicate
                    && expression.getLanguage().equals("simple")
                    && !RouteValues.isHarmlessCondition(expression.getExpression())) {
                findings.add(
                        place,
                        "function-not-allowed",
                        "'is' and 'regex' are not among the operators that routes may use; 'contains' and '==' are");
            }
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
