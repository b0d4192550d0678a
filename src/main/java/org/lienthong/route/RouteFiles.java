package org.lienthong.route;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.NoErrorHandlerBuilder;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
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
    private static final String SANDBOX = "sandbox";

    private final Path directory;
    private final boolean sandbox;
    private final AllowedSteps allowed;

    /**
     * @param sandbox whether the simulated systems below {@code sandbox/} are loaded, too
     * @param allowed what a route may be made of
     */
    RouteFiles(Path directory, boolean sandbox, AllowedSteps allowed) {
        this.directory = directory;
        this.sandbox = sandbox;
        this.allowed = allowed;
    }

    /** Loads all routes into a context that is not started yet. */
    void load(CamelContext context) {
        List<Path> files = files();
        ModelCamelContext model = (ModelCamelContext) context;
        for (Path file : files) {
            load(context, file);
        }
        for (RouteDefinition route : model.getRouteDefinitions()) {
            allowed.check(route);
            guarantee(route);
        }
        LOG.atInfo()
                .addKeyValue("files", files.size())
                .addKeyValue("routes", model.getRouteDefinitions().size())
                .log("routes loaded from {}", directory);
    }

    private List<Path> files() {
        if (!Files.isDirectory(directory)) {
            throw new InvalidRouteException("There is no directory of routes at " + directory.toAbsolutePath()
                    + "; --hub.routes=<dir> names another one.");
        }
        try (Stream<Path> found = Files.walk(directory)) {
            return found.filter(file -> file.getFileName().toString().endsWith(SUFFIX) && Files.isRegularFile(file))
                    .filter(file -> sandbox || !directory.relativize(file).startsWith(SANDBOX))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new InvalidRouteException("The routes at " + directory + " cannot be read: " + e.getMessage());
        }
    }

    private static void load(CamelContext context, Path file) {
        try {
            Resource resource = PluginHelper.getResourceLoader(context).resolveResource("file:" + file);
            PluginHelper.getRoutesLoader(context).loadRoutes(resource);
        } catch (Exception e) {
            throw new InvalidRouteException(file + ": " + reason(e));
        }
    }

    private static void guarantee(RouteDefinition route) {
        String from = route.getInput().getEndpointUri();
        if (!from.startsWith("hub:")) {
            return;
        }
        // What fails inside a hub: route is the hub's to judge, retry or refuse; a route has no say in it.
        route.setErrorHandlerFactoryIfNull(new NoErrorHandlerBuilder());
        if (from.startsWith("hub:intake/")) {
            demand(route, "hub:accept", "never reaches to: hub:accept, so it could not accept anything");
        } else if (from.startsWith("hub:deliver/")) {
            demand(route, "hub:call/", "never reaches to: hub:call/…, so it could not deliver anything");
        }
    }

    private static void demand(RouteDefinition route, String uri, String complaint) {
        boolean found = ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), ToDefinition.class).stream()
                .anyMatch(to -> to.getEndpointUri().startsWith(uri));
        if (!found) {
            throw new InvalidRouteException(
                    AllowedSteps.place(route) + ": route '" + route.getRouteId() + "' " + complaint + ".");
        }
    }

    private static String reason(Exception e) {
        Throwable cause = e;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null
                ? cause.toString()
                : cause.getMessage().trim();
    }
}
