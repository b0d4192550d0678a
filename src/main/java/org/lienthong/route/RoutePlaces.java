package org.lienthong.route;

import java.util.IdentityHashMap;
import java.util.List;
import org.apache.camel.LineNumberAware;
import org.apache.camel.model.CatchDefinition;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.FinallyDefinition;
import org.apache.camel.model.OtherwiseDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.TryDefinition;
import org.apache.camel.model.WhenDefinition;
import org.jspecify.annotations.Nullable;
import org.lienthong.config.Position;
import org.lienthong.config.YamlNode;

/**
 * Where parts of routes stand. Camel's model knows lines but no columns, and counts the lines of {@code {…}} wrong, so the
 * steps of the file and those of the model are gone through side by side.
 */
final class RoutePlaces {

    private final String file;
    private final boolean sandbox;
    private final YamlNode root;
    private final IdentityHashMap<Object, Position> places = new IdentityHashMap<>();

    /** @param root the file, read before without finding */
    RoutePlaces(String file, boolean sandbox, YamlNode root) {
        this.file = file;
        this.sandbox = sandbox;
        this.root = root;
    }

    Position start() {
        return new Position(file, 1, 1);
    }

    /** Whether the file is one of the simulated systems. */
    boolean isSandbox() {
        return sandbox;
    }

    /** Finds the route and its steps in the file. */
    void learn(RouteDefinition route) {
        if (!(root instanceof YamlNode.Sequence list)) {
            return;
        }
        for (YamlNode item : list.items()) {
            if (item instanceof YamlNode.Mapping top
                    && top.value("route") instanceof YamlNode.Mapping mapping
                    && mapping.value("id") instanceof YamlNode.Scalar id
                    && id.text().equals(route.getRouteId())) {
                places.put(route, key(top, "route"));
                if (mapping.value("from") instanceof YamlNode.Mapping from) {
                    places.put(route.getInput(), key(from, "uri"));
                    steps(route.getOutputs(), from.value("steps"));
                }
            }
        }
    }

    private void steps(List<? extends ProcessorDefinition<?>> model, @Nullable YamlNode node) {
        if (!(node instanceof YamlNode.Sequence list) || list.items().size() != model.size()) {
            return;
        }
        for (int i = 0; i < model.size(); i++) {
            if (list.items().get(i) instanceof YamlNode.Mapping item
                    && item.entries().size() == 1) {
                YamlNode.Entry entry = item.entries().values().iterator().next();
                places.put(model.get(i), entry.key());
                inside(model.get(i), entry.value());
            }
        }
    }

    private void inside(ProcessorDefinition<?> step, YamlNode node) {
        if (!(node instanceof YamlNode.Mapping mapping)) {
            return;
        }
        if (step instanceof ChoiceDefinition choice) {
            List<WhenDefinition> whens = choice.getWhenClauses();
            parts(whens, whens.stream().map(WhenDefinition::getOutputs).toList(), mapping.value("when"));
            OtherwiseDefinition otherwise = choice.getOtherwise();
            if (otherwise != null) {
                part(otherwise, otherwise.getOutputs(), mapping.value("otherwise"));
            }
        } else if (step instanceof TryDefinition attempt) {
            steps(attempt.getOutputsWithoutCatches(), mapping.value("steps"));
            List<CatchDefinition> catches = attempt.getCatchClauses();
            parts(catches, catches.stream().map(CatchDefinition::getOutputs).toList(), mapping.value("doCatch"));
            FinallyDefinition last = attempt.getFinallyClause();
            if (last != null) {
                part(last, last.getOutputs(), mapping.value("doFinally"));
            }
        } else {
            steps(step.getOutputs(), mapping.value("steps"));
        }
    }

    private void parts(List<?> model, List<List<ProcessorDefinition<?>>> steps, @Nullable YamlNode node) {
        if (node instanceof YamlNode.Sequence list && list.items().size() == model.size()) {
            for (int i = 0; i < model.size(); i++) {
                part(model.get(i), steps.get(i), list.items().get(i));
            }
        }
    }

    private void part(Object model, List<ProcessorDefinition<?>> steps, @Nullable YamlNode node) {
        if (node instanceof YamlNode.Mapping mapping) {
            places.put(model, mapping.at());
            steps(steps, mapping.value("steps"));
        }
    }

    private static Position key(YamlNode.Mapping mapping, String key) {
        YamlNode.Entry entry = mapping.entries().get(key);
        return entry == null ? mapping.at() : entry.key();
    }

    /** The element's own place, or that of what is around it when it is not known. */
    Position at(LineNumberAware element, Position around) {
        Position place = places.get(element);
        if (place != null) {
            return place;
        }
        int line = element.getLineNumber();
        return line < 1 || line == around.line() ? around : new Position(file, line, 1);
    }
}
