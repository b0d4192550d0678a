package org.lienthong.route;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.jspecify.annotations.Nullable;
import org.lienthong.config.Finding;
import org.lienthong.config.Findings;
import org.lienthong.mapping.MapComponent;

/**
 * Runs a route with a message and tells each step, outside of a hub: nothing is accepted, recorded, or called beyond this
 * process.
 */
public final class RouteTrial implements AutoCloseable {

    /**
     * One step that ran.
     *
     * @param what as the route has it, such as {@code to[map:land/parcel-request.jsonata]}
     * @param place {@code file:line}
     * @param failure why it failed, or null
     */
    public record Step(
            String route,
            String what,
            String place,
            String before,
            String after,
            Map<String, String> headersBefore,
            Map<String, String> headersAfter,
            @Nullable String failure) {}

    /**
     * What came of it.
     *
     * @param end what the route reached last that leads out of it, such as {@code hub:accept}; null when nothing
     * @param failure what nobody caught, or null
     */
    public record Outcome(
            List<Step> steps,
            String body,
            @Nullable String end,
            @Nullable Throwable failure) {}

    private static final Set<String> KNOWN = Set.of("hub", "map", "log", "direct", "validator", "simulated");

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final List<Step> steps = new ArrayList<>();
    private final TrialHub hub = new TrialHub();
    private final List<Finding> findings;

    /** Reads the routes, simulated systems included. */
    public RouteTrial(Path routes, MapComponent mappings) {
        Findings found = new Findings();
        context.addComponent("hub", hub);
        context.addComponent("simulated", new TrialHub());
        context.addComponent("map", mappings);
        context.getCamelContextExtension().addInterceptStrategy(this::traced);
        new RouteFiles(routes, RouteFiles.Simulated.REGISTERS).read(context, found, new RouteWords.Told() {});
        findings = found.list();
    }

    /** What is wrong with the routes; with any of it none can be tried. */
    public List<Finding> findings() {
        return findings;
    }

    /** Ids of the routes that stand at a way into the hub, in the order of the files. */
    public List<String> routes() {
        return context.getRouteDefinitions().stream()
                .filter(route -> route.getInput().getEndpointUri().startsWith("hub:"))
                .map(RouteDefinition::getRouteId)
                .toList();
    }

    /** Where a route starts, such as {@code hub:service/G10/land-parcel}; null when there is no such route. */
    public @Nullable String start(String routeId) {
        RouteDefinition route = context.getRouteDefinition(routeId);
        return route == null ? null : route.getInput().getEndpointUri();
    }

    /** The id of the route that starts there; null when there is none. */
    public @Nullable String routeFrom(String start) {
        return context.getRouteDefinitions().stream()
                .filter(route -> route.getInput().getEndpointUri().equals(start))
                .map(RouteDefinition::getRouteId)
                .findFirst()
                .orElse(null);
    }

    /**
     * Runs one route.
     *
     * @param recorded what every outside call is answered with; null: by the simulated system
     */
    public Outcome run(String routeId, String body, Map<String, Object> headers, @Nullable String recorded) {
        hub.answerWith(recorded);
        String start = Objects.requireNonNull(start(routeId), routeId);
        steps.clear();
        leaveOutWhatNeedsAHub(context);
        context.start();
        try (ProducerTemplate template = context.createProducerTemplate()) {
            Exchange done = template.request(start, exchange -> {
                exchange.getIn().setBody(body);
                exchange.getIn().setHeaders(new LinkedHashMap<>(headers));
            });
            return new Outcome(
                    List.copyOf(steps), body(done), done.getProperty(TrialHub.END, String.class), done.getException());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Simulated systems that are more than routes are not there. */
    static void leaveOutWhatNeedsAHub(DefaultCamelContext context) {
        for (RouteDefinition route : List.copyOf(context.getRouteDefinitions())) {
            boolean runs =
                    ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), ToDefinition.class).stream()
                                    .map(ToDefinition::getEndpointUri)
                                    .allMatch(RouteTrial::isKnown)
                            && isKnown(route.getInput().getEndpointUri());
            if (!runs) {
                remove(context, route);
            }
        }
    }

    private static void remove(DefaultCamelContext context, RouteDefinition route) {
        try {
            context.removeRouteDefinition(route);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isKnown(String uri) {
        return KNOWN.contains(uri.substring(0, Math.max(0, uri.indexOf(':'))));
    }

    private Processor traced(CamelContext camel, NamedNode node, Processor target, @Nullable Processor next) {
        if (!(node instanceof ProcessorDefinition<?> step)
                || isSimulated(step)
                || !step.getOutputs().isEmpty()) {
            return target;
        }
        return new DelegateAsyncProcessor(exchange -> {
            String before = body(exchange);
            Map<String, String> headers = headers(exchange);
            Exception failure = null;
            try {
                target.process(exchange);
                failure = exchange.getException();
            } catch (Exception e) {
                failure = e;
                throw e;
            } finally {
                steps.add(step(step, before, headers, exchange, failure));
            }
        });
    }

    private static Step step(
            ProcessorDefinition<?> step,
            String before,
            Map<String, String> headers,
            Exchange exchange,
            @Nullable Exception failure) {
        RouteDefinition route = ProcessorDefinitionHelper.getRoute(step);
        String file = step.getLocation() == null ? "" : step.getLocation().replaceFirst("^file:", "");
        return new Step(
                route == null ? "" : route.getRouteId(),
                step.getLabel().isEmpty() ? step.getShortName() : step.getLabel(),
                file + ":" + step.getLineNumber(),
                before,
                body(exchange),
                headers,
                headers(exchange),
                failure == null ? null : RouteWords.cause(failure));
    }

    private static boolean isSimulated(ProcessorDefinition<?> step) {
        RouteDefinition route = ProcessorDefinitionHelper.getRoute(step);
        return route != null && route.getInput().getEndpointUri().startsWith("simulated:");
    }

    private static Map<String, String> headers(Exchange exchange) {
        Map<String, String> headers = new TreeMap<>();
        exchange.getMessage().getHeaders().forEach((name, value) -> headers.put(name, String.valueOf(value)));
        return headers;
    }

    private static String body(Exchange exchange) {
        String text = exchange.getMessage().getBody(String.class);
        return text == null ? "" : text;
    }

    @Override
    public void close() throws IOException {
        context.close();
    }
}
