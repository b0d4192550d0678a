package org.lienthong.route;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.RouteConfigurationsBuilder;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.NoErrorHandlerBuilder;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.jspecify.annotations.Nullable;
import org.lienthong.config.Findings;
import org.lienthong.config.Pieces;
import org.lienthong.config.Position;
import org.lienthong.config.YamlNode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stewards' routes: every {@code *.camel.yaml} below the routes directory, read in the order of their names. A file
 * that cannot be read, or a route that leaves out a guarantee, stops the start and is named.
 */
final class RouteFiles {

    private static final Logger LOG = LoggerFactory.getLogger(RouteFiles.class);
    private static final String SUFFIX = ".camel.yaml";
    private static final String LOADER = "yaml";
    private static final Path SANDBOX = Path.of("sandbox");
    private static final Path REGISTERS = SANDBOX.resolve("registers");
    private static final Pattern PLACE = Pattern.compile("line (\\d+), column (\\d+)");

    private final Path directory;
    private final Simulated simulated;
    private final Predicate<String> needless;

    /** Which of the simulated systems below {@code sandbox/} are loaded, too, or alone. */
    enum Simulated {
        NONE,
        /** Those below {@code registers/}, which only answer. */
        REGISTERS,
        ALL,
        REGISTERS_ALONE,
        ALL_ALONE
    }

    RouteFiles(Path directory, Simulated simulated) {
        this(directory, simulated, from -> false);
    }

    /** @param needless whether a route that starts there is left out */
    RouteFiles(Path directory, Simulated simulated, Predicate<String> needless) {
        this.directory = directory;
        this.simulated = simulated;
        this.needless = needless;
    }

    /**
     * Loads all routes into a context that is not started yet.
     *
     * @throws InvalidRouteException naming all that is wrong
     */
    void load(CamelContext context) {
        Findings findings = new Findings();
        ModelCamelContext model = (ModelCamelContext) context;
        int files = read(model, findings, new RouteWords.Told() {});
        if (!findings.isEmpty()) {
            throw new InvalidRouteException(findings);
        }
        LOG.atInfo()
                .addKeyValue("files", files)
                .addKeyValue("routes", model.getRouteDefinitions().size())
                .log("routes loaded from {}", directory);
    }

    /** As {@link #load}; what is wrong is recorded, and the context is then good for nothing else. Returns how many files. */
    int read(ModelCamelContext model, Findings findings, RouteWords.Told told) {
        return read(model, findings, told, null, Runnable::run);
    }

    /**
     * As {@link #read(ModelCamelContext, Findings, RouteWords.Told)}, keeping none of the routes: Camel looks through all that
     * it has for each that comes.
     *
     * @param besides reads some files at the same time
     */
    void look(ModelCamelContext model, Findings findings, Executor besides, RouteWords.Told told) {
        read(model, findings, told, new ReadRoutes(model), besides);
    }

    /** @param look reads what is only looked at, and is then forgotten; null: it is kept */
    private int read(
            ModelCamelContext model,
            Findings findings,
            RouteWords.Told told,
            @Nullable ReadRoutes look,
            Executor besides) {
        RouteText text = new RouteText();
        RouteCalls calls = new RouteCalls();
        RouteWords words = new RouteWords(model, findings, told);
        Set<Object> known = Collections.newSetFromMap(new IdentityHashMap<>());
        List<String> leftOut = new ArrayList<>();
        List<Path> files = files(findings);
        Pieces<RouteText.Read> reads = Pieces.of(files, RouteText::read, besides);
        for (int i = 0; i < files.size(); i++) {
            RouteText.Read read = reads.get(i);
            boolean sandbox = directory.relativize(read.file()).startsWith(SANDBOX);
            YamlNode root = text.check(read, sandbox, findings, told);
            if (root != null && (understands(look, model, read.file(), root) || load(model, read.file(), findings))) {
                RoutePlaces places = new RoutePlaces(read.file().toString(), sandbox, root);
                leaveOut(model, leftOut);
                check(model, places, new AllowedSteps(sandbox, places, words, findings), known, calls);
                if (look != null) {
                    model.getRouteDefinitions().clear();
                }
            }
        }
        calls.check(findings);
        PayloadLeaks.check(calls, findings);
        if (!leftOut.isEmpty()) {
            LOG.atWarn()
                    .addKeyValue("routes", leftOut.size())
                    .log("left out, because config/services declares no such service: {}", String.join(", ", leftOut));
        }
        return files.size();
    }

    private void leaveOut(ModelCamelContext model, List<String> leftOut) {
        for (RouteDefinition route : List.copyOf(model.getRouteDefinitions())) {
            if (needless.test(route.getInput().getEndpointUri())) {
                model.getRouteDefinitions().remove(route);
                leftOut.add(route.getRouteId());
            }
        }
    }

    /** @param known what stood in the files before */
    private static void check(
            ModelCamelContext model, RoutePlaces places, AllowedSteps allowed, Set<Object> known, RouteCalls calls) {
        for (RouteDefinition route : added(model.getRouteDefinitions(), known)) {
            places.learn(route);
            allowed.check(route, places.start());
            if (route.getInput().getEndpointUri().startsWith("hub:")) {
                // What fails inside a hub: route is the hub's to judge, retry or refuse; a route has no say in it.
                route.setErrorHandlerFactoryIfNull(new NoErrorHandlerBuilder());
            }
            calls.add(route, places);
        }
        for (RouteTemplateDefinition template : added(model.getRouteTemplateDefinitions(), known)) {
            allowed.check(template.getRoute(), places.at(template, places.start()));
        }
        for (RouteConfigurationDefinition shared : added(model.getRouteConfigurationDefinitions(), known)) {
            allowed.check(shared, places.start());
        }
    }

    /** What stands behind the last one known: Camel adds at the end, and to go through all for each file takes too long. */
    private static <T> List<T> added(List<T> all, Set<Object> known) {
        int from = all.size();
        while (from > 0 && known.add(all.get(from - 1))) {
            from--;
        }
        return List.copyOf(all.subList(from, all.size()));
    }

    private List<Path> files(Findings findings) {
        Position start = new Position(directory.toString(), 1, 1);
        if (!Files.isDirectory(directory)) {
            findings.add(start, "no-routes", "there is no such directory; --hub.routes=<dir> names another one");
            return List.of();
        }
        int before = findings.size();
        try (Stream<Path> found = Files.walk(directory)) {
            List<Path> files = found.filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
                    .filter(file -> isRoute(file, findings) && isWanted(directory.relativize(file)))
                    .sorted()
                    .toList();
            if (files.isEmpty() && findings.size() == before && !isAlone()) {
                findings.add(start, "no-routes", "no *" + SUFFIX + " here, so nothing could be accepted");
            }
            return files;
        } catch (IOException e) {
            findings.add(start, "unreadable", "the directory of routes cannot be read: " + e.getMessage());
            return List.of();
        }
    }

    /** What is YAML but not named as a route is an oversight: left out, it would be missed only when a document is. */
    private static boolean isRoute(Path file, Findings findings) {
        String name = String.valueOf(file.getFileName());
        boolean route = name.endsWith(SUFFIX);
        if (!route && (name.endsWith(".yaml") || name.endsWith(".yml"))) {
            findings.add(
                    new Position(file.toString(), 1, 1),
                    "file-name",
                    "a route's file is named <id>" + SUFFIX + ", so this one would not be read; rename it");
        } else if (route && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            findings.add(
                    new Position(file.toString(), 1, 1),
                    "not-a-file",
                    "a route's file is a file of its own, no symbolic link");
            return false;
        }
        return route;
    }

    private boolean isAlone() {
        return simulated == Simulated.REGISTERS_ALONE || simulated == Simulated.ALL_ALONE;
    }

    private boolean isWanted(Path file) {
        return switch (simulated) {
            case NONE -> !file.startsWith(SANDBOX);
            case REGISTERS -> !file.startsWith(SANDBOX) || file.startsWith(REGISTERS);
            case ALL -> true;
            case REGISTERS_ALONE -> file.startsWith(REGISTERS);
            case ALL_ALONE -> file.startsWith(SANDBOX);
        };
    }

    /** False when Camel does not: it says why when it reads the file itself. */
    private static boolean understands(@Nullable ReadRoutes look, ModelCamelContext model, Path file, YamlNode root) {
        if (look == null) {
            return false;
        }
        try {
            add(model, look.routes(file, root));
            return true;
        } catch (Exception e) {
            model.getRouteDefinitions().clear();
            return false;
        }
    }

    private static void add(CamelContext context, RoutesBuilder routes) throws Exception {
        context.addRoutesConfigurations((RouteConfigurationsBuilder) routes);
        context.addRoutes(routes);
        context.addTemplatedRoutes(routes);
    }

    private static boolean load(CamelContext context, Path file, Findings findings) {
        try {
            Resource resource = PluginHelper.getResourceLoader(context).resolveResource("file:" + file);
            // Not loadRoutes of all loaders: it would parse the file one more time, for what RouteText does not let in.
            RoutesBuilder routes = PluginHelper.getRoutesLoader(context)
                    .getRoutesLoader(LOADER)
                    .loadRoutesBuilder(resource);
            add(context, routes);
            return true;
        } catch (Exception e) {
            Throwable cause = RouteWords.root(e);
            findings.add(
                    place(e, file),
                    "not-understood",
                    cause instanceof UnsupportedOperationException || cause instanceof NullPointerException
                            ? "something here has another shape than Camel expects"
                            : RouteWords.cause(e));
            return false;
        }
    }

    /** Camel names the place in one of the lines of what it says. */
    private static Position place(Throwable e, Path file) {
        Matcher place = PLACE.matcher(String.valueOf(RouteWords.root(e).getMessage()));
        return place.find()
                ? new Position(file.toString(), Integer.parseInt(place.group(1)), Integer.parseInt(place.group(2)))
                : new Position(file.toString(), 1, 1);
    }
}
