package org.lienthong.route;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.builder.NoErrorHandlerBuilder;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stewards' routes: every {@code *.camel.yaml} below the routes directory, read in the order of their names. A file
 * that cannot be read, or a route that leaves out a guarantee, stops the start and is named.
 */
final class RouteFiles {

    private static final Logger LOG = LoggerFactory.getLogger(RouteFiles.class);
    private static final String SUFFIX = ".camel.yaml";
    private static final Path SANDBOX = Path.of("sandbox");
    private static final Path REGISTERS = SANDBOX.resolve("registers");
    private static final Pattern PLACE = Pattern.compile("line (\\d+), column (\\d+)");

    private final Path directory;
    private final Simulated simulated;

    /** Which of the simulated systems below {@code sandbox/} are loaded, too. */
    enum Simulated {
        NONE,
        /** Those below {@code registers/}, which only answer. */
        REGISTERS,
        ALL
    }

    RouteFiles(Path directory, Simulated simulated) {
        this.directory = directory;
        this.simulated = simulated;
    }

    /** Loads all routes into a context that is not started yet. */
    void load(CamelContext context) {
        List<Path> files = files();
        ModelCamelContext model = (ModelCamelContext) context;
        RouteText text = new RouteText();
        RouteCalls calls = new RouteCalls();
        Set<Object> known = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Path file : files) {
            boolean simulated = directory.relativize(file).startsWith(SANDBOX);
            text.check(file, simulated);
            load(context, file);
            check(model, file.toString(), new AllowedSteps(simulated), known, calls);
        }
        calls.check();
        LOG.atInfo()
                .addKeyValue("files", files.size())
                .addKeyValue("routes", model.getRouteDefinitions().size())
                .log("routes loaded from {}", directory);
    }

    /** @param known what stood in the files before */
    private static void check(
            ModelCamelContext model, String file, AllowedSteps allowed, Set<Object> known, RouteCalls calls) {
        for (RouteDefinition route : model.getRouteDefinitions()) {
            if (known.add(route)) {
                allowed.check(route, file);
                guarantee(route, file);
                mappings(model, route, file);
                calls.add(route, file);
            }
        }
        for (RouteTemplateDefinition template : model.getRouteTemplateDefinitions()) {
            if (known.add(template)) {
                allowed.check(template.getRoute(), AllowedSteps.place(template, file));
            }
        }
        for (RouteConfigurationDefinition shared : model.getRouteConfigurationDefinitions()) {
            if (known.add(shared)) {
                allowed.check(shared, file);
            }
        }
    }

    /** Camel would notice a mapping that is not there when the route starts, and would not know its line. */
    private static void mappings(ModelCamelContext model, RouteDefinition route, String file) {
        if (model.hasComponent("map") == null && model.getRegistry().lookupByName("map") == null) {
            return;
        }
        for (ToDefinition to : ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), ToDefinition.class)) {
            if (to.getEndpointUri().startsWith("map:")) {
                try {
                    model.getEndpoint(to.getEndpointUri());
                } catch (ResolveEndpointFailedException e) {
                    throw new InvalidRouteException(
                            AllowedSteps.place(to, AllowedSteps.place(route, file)) + ": " + cause(e));
                }
            }
        }
    }

    private List<Path> files() {
        if (!Files.isDirectory(directory)) {
            throw new InvalidRouteException("There is no directory of routes at " + directory.toAbsolutePath()
                    + "; --hub.routes=<dir> names another one.");
        }
        try (Stream<Path> found = Files.walk(directory)) {
            List<Path> files = found.filter(Files::isRegularFile)
                    .filter(file -> isRoute(file) && isWanted(directory.relativize(file)))
                    .sorted()
                    .toList();
            if (files.isEmpty()) {
                throw new InvalidRouteException("There is no *" + SUFFIX + " in " + directory.toAbsolutePath()
                        + ", so nothing could be accepted.");
            }
            return files;
        } catch (IOException e) {
            throw new InvalidRouteException("The routes at " + directory + " cannot be read: " + e.getMessage());
        }
    }

    /** What is YAML but not named as a route is an oversight: left out, it would be missed only when a document is. */
    private static boolean isRoute(Path file) {
        String name = file.getFileName().toString();
        if (!name.endsWith(SUFFIX) && (name.endsWith(".yaml") || name.endsWith(".yml"))) {
            throw new InvalidRouteException(
                    file + ":1: a route's file is named <id>" + SUFFIX + ", so this one would not be read; rename it.");
        }
        return name.endsWith(SUFFIX);
    }

    private boolean isWanted(Path file) {
        return switch (simulated) {
            case NONE -> !file.startsWith(SANDBOX);
            case REGISTERS -> !file.startsWith(SANDBOX) || file.startsWith(REGISTERS);
            case ALL -> true;
        };
    }

    private static void load(CamelContext context, Path file) {
        try {
            Resource resource = PluginHelper.getResourceLoader(context).resolveResource("file:" + file);
            PluginHelper.getRoutesLoader(context).loadRoutes(resource);
        } catch (Exception e) {
            throw new InvalidRouteException(reason(e, file));
        }
    }

    private static void guarantee(RouteDefinition route, String file) {
        String from = route.getInput().getEndpointUri();
        if (!from.startsWith("hub:")) {
            return;
        }
        // What fails inside a hub: route is the hub's to judge, retry or refuse; a route has no say in it.
        route.setErrorHandlerFactoryIfNull(new NoErrorHandlerBuilder());
        if (from.startsWith("hub:intake/")) {
            demand(route, file, "hub:accept", "never reaches to: hub:accept, so it could not accept anything");
        } else if (from.startsWith("hub:deliver/")) {
            demand(route, file, "hub:call/", "never reaches to: hub:call/…, so it could not deliver anything");
        }
    }

    private static void demand(RouteDefinition route, String file, String uri, String complaint) {
        boolean found = ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), ToDefinition.class).stream()
                .anyMatch(to -> to.getEndpointUri().startsWith(uri));
        if (!found) {
            throw new InvalidRouteException(
                    AllowedSteps.place(route, file) + ": route '" + route.getRouteId() + "' " + complaint + ".");
        }
    }

    private static String cause(Exception e) {
        Throwable cause = e;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null
                ? cause.toString()
                : cause.getMessage().trim();
    }

    /** The first line of what went wrong, behind the place that Camel names in the next one. */
    private static String reason(Exception e, Path file) {
        String message = cause(e);
        Matcher place = PLACE.matcher(message);
        String where = place.find() ? file + ":" + place.group(1) + ":" + place.group(2) : file.toString();
        return where + ": " + message.lines().findFirst().orElse(message);
    }
}
