package org.lienthong.route;

import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.model.EndpointRequiredDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;

/**
 * What a route may be made of: components and EIPs by name. Whoever writes a route would otherwise be root on the hub, so
 * there is no file, exec, bean, script, http or jms of its own, nothing dynamic, and nothing that leaves the thread of
 * the transaction.
 */
final class AllowedSteps {

    private static final Set<String> COMPONENTS = Set.of("hub", "direct", "log", "validator", "xslt");
    private static final Set<String> STEPS = Set.of(
            "to",
            "choice",
            "when",
            "otherwise",
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

    /** The simulated systems stand outside the hub; their routes only happen to run in its process. */
    private static final Set<String> SANDBOX_COMPONENTS = Set.of("axis", "timer");

    private static final Set<String> SANDBOX_STEPS = Set.of("process", "onException", "delay", "setVariable", "loop");

    private final Set<String> components = new TreeSet<>(COMPONENTS);
    private final Set<String> steps = new TreeSet<>(STEPS);

    AllowedSteps(boolean sandbox) {
        if (sandbox) {
            components.addAll(SANDBOX_COMPONENTS);
            steps.addAll(SANDBOX_STEPS);
        }
    }

    /** @throws InvalidRouteException naming file, line and the step that is not allowed */
    void check(RouteDefinition route) {
        component(route.getInput().getEndpointUri(), route);
        for (ProcessorDefinition<?> step :
                ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), ProcessorDefinition.class)) {
            if (!steps.contains(step.getShortName())) {
                throw new InvalidRouteException(place(step) + ": the step '" + step.getShortName()
                        + "' is not on the list that routes may use: " + String.join(", ", steps) + ".");
            }
            if (step instanceof EndpointRequiredDefinition endpoint) {
                component(endpoint.getEndpointUri(), step);
            }
        }
    }

    private void component(String uri, ProcessorDefinition<?> step) {
        String scheme = uri.substring(0, Math.max(0, uri.indexOf(':')));
        if (!components.contains(scheme)) {
            throw new InvalidRouteException(place(step) + ": the component '" + scheme
                    + ":' is not on the list that routes may use: " + String.join(", ", components) + ".");
        }
    }

    static String place(ProcessorDefinition<?> definition) {
        String location = definition.getLocation() == null ? "routes" : definition.getLocation();
        return definition.getLineNumber() > 0 ? location + ":" + definition.getLineNumber() : location;
    }
}
