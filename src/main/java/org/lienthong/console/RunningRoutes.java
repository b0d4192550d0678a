package org.lienthong.console;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.EndpointRequiredDefinition;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.OptionalIdentifiedDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.model.TryDefinition;
import org.apache.camel.model.WhenDefinition;
import org.apache.camel.spi.Resource;
import org.jspecify.annotations.Nullable;
import org.lienthong.console.chart.RouteDiagram;
import org.lienthong.route.RouteVersions;
import org.lienthong.route.StepCounts;
import org.springframework.stereotype.Component;

/** The routes as they run now, whatever the files say meanwhile. */
@Component
final class RunningRoutes {

    private static final String FILE = "file:";

    /** Begins a comment that is for editors. */
    private static final String EDITOR = "yaml-language-server:";

    private final RouteVersions versions;
    private final StepCounts counts;

    RunningRoutes(RouteVersions versions, StepCounts counts) {
        this.versions = versions;
        this.counts = counts;
    }

    /**
     * One route.
     *
     * @param about the comment at the head of its file, or an empty text
     * @param simulated whether it belongs to the sandbox's simulated systems
     * @param file where it was read from, or null
     */
    record Route(
            String id,
            String from,
            String about,
            boolean simulated,
            @Nullable String file,
            boolean running,
            List<RouteDiagram.Step> steps,
            List<Numbered> yaml) {}

    /** A line of the file. */
    record Numbered(int number, String text) {}

    List<Route> all() {
        return versions.contexts().stream()
                .flatMap(context -> context.getRouteDefinitions().stream().map(route -> route(context, route)))
                .toList();
    }

    Optional<Route> find(String id) {
        return all().stream().filter(route -> id.equals(route.id())).findFirst();
    }

    StepCounts.Count count(String step) {
        return counts.of(step);
    }

    private static Route route(CamelContext context, RouteDefinition route) {
        Resource resource = source(context, route);
        List<Numbered> yaml = yaml(resource);
        String location = resource == null ? null : resource.getLocation();
        String file = location == null ? null : location.substring(location.startsWith(FILE) ? FILE.length() : 0);
        String from = route.getInput().getEndpointUri();
        List<RouteDiagram.Step> steps = new ArrayList<>();
        steps.add(new RouteDiagram.Step(
                route.getRouteId(), "from", from, Math.max(0, route.getInput().getLineNumber()), List.of(), false));
        steps.addAll(steps(route.getOutputs()));
        boolean running = context.getRouteController().getRouteStatus(route.getRouteId()) != null
                && context.getRouteController()
                        .getRouteStatus(route.getRouteId())
                        .isStarted();
        return new Route(
                route.getRouteId(),
                from,
                about(yaml),
                file != null && file.contains("/sandbox/"),
                shown(file),
                running,
                steps,
                yaml);
    }

    /** Its file, or that of the template which it is made of: a route made of one knows its line but not its file. */
    private static @Nullable Resource source(CamelContext context, RouteDefinition route) {
        if (route.getResource() != null || !(context instanceof ModelCamelContext model)) {
            return route.getResource();
        }
        return model.getRouteTemplateDefinitions().stream()
                .filter(template -> place(template.getRoute()).equals(place(route)))
                .map(RouteTemplateDefinition::getResource)
                .findFirst()
                .orElse(null);
    }

    private static String place(RouteDefinition route) {
        return route.getInput().getLineNumber() + " " + route.getInput().getEndpointUri();
    }

    /** As stewards know it, whatever copy of it runs. */
    private static @Nullable String shown(@Nullable String file) {
        return file == null ? null : file.replaceFirst("^.*/[0-9a-f]{64}/", "");
    }

    private static String about(List<Numbered> yaml) {
        StringBuilder about = new StringBuilder();
        for (Numbered line : yaml) {
            if (!line.text().startsWith("#")) {
                break;
            }
            String said = line.text().substring(1).strip();
            if (!said.startsWith(EDITOR)) {
                about.append(said).append(' ');
            }
        }
        return about.toString().strip();
    }

    private static List<RouteDiagram.Step> steps(List<? extends ProcessorDefinition<?>> outputs) {
        return outputs.stream()
                .filter(step -> !step.isAbstract()) // what a configuration of routes adds: handlers of errors
                .map(RunningRoutes::step)
                .toList();
    }

    private static RouteDiagram.Step step(ProcessorDefinition<?> step) {
        List<RouteDiagram.Step> children = new ArrayList<>();
        boolean alternatives = step instanceof ChoiceDefinition || step instanceof TryDefinition;
        if (step instanceof ChoiceDefinition choice) {
            for (WhenDefinition when : choice.getWhenClauses()) {
                children.add(branch(when, label(when.getLabel(), when.getShortName()), steps(when.getOutputs())));
            }
            if (choice.getOtherwise() != null) {
                children.add(branch(
                        choice.getOtherwise(), "", steps(choice.getOtherwise().getOutputs())));
            }
        } else {
            children.addAll(steps(step.getOutputs()));
        }
        return new RouteDiagram.Step(
                String.valueOf(step.getId()),
                step.getShortName(),
                label(step),
                Math.max(0, step.getLineNumber()),
                children,
                alternatives);
    }

    private static RouteDiagram.Step branch(
            OptionalIdentifiedDefinition<?> branch, String label, List<RouteDiagram.Step> inside) {
        return new RouteDiagram.Step(
                String.valueOf(branch.getId()),
                branch.getShortName(),
                label,
                Math.max(0, branch.getLineNumber()),
                inside,
                false);
    }

    private static String label(ProcessorDefinition<?> step) {
        if (step instanceof EndpointRequiredDefinition endpoint) {
            return endpoint.getEndpointUri();
        }
        return step instanceof ChoiceDefinition ? "" : label(step.getLabel(), step.getShortName());
    }

    /** What stands in it: {@code number} of {@code setHeader[number]}. */
    private static String label(@Nullable String label, String word) {
        if (label == null || label.equals(word)) {
            return "";
        }
        return label.startsWith(word + "[") ? label.substring(word.length() + 1, label.length() - 1) : label;
    }

    private static List<Numbered> yaml(@Nullable Resource resource) {
        if (resource == null || !resource.exists()) {
            return List.of();
        }
        try (InputStream in = resource.getInputStream()) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            List<Numbered> lines = new ArrayList<>();
            text.lines().forEach(line -> lines.add(new Numbered(lines.size() + 1, line)));
            return lines;
        } catch (IOException e) {
            return List.of();
        }
    }
}
