package org.lienthong.route;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SetBodyDefinition;
import org.apache.camel.model.SplitDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.model.TransformDefinition;
import org.jspecify.annotations.Nullable;

/**
 * Where a delivery's body is replaced before {@code hub:call} sends it: it stands for the document as it is stored, and only
 * {@code map:} makes another form of it. {@link CallProducer} refuses such a call, but then a document waits already.
 */
final class DeliveredBody {

    private final Function<ToDefinition, @Nullable RouteDefinition> target;
    private final Set<RouteDefinition> open = new HashSet<>();
    private final Set<ProcessorDefinition<?>> replacing = new LinkedHashSet<>();

    private DeliveredBody(Function<ToDefinition, @Nullable RouteDefinition> target) {
        this.target = target;
    }

    /**
     * The steps that replace the body on a way from the start to a call.
     *
     * @param target the route that a step goes to, or null
     */
    static Set<ProcessorDefinition<?>> replaced(
            RouteDefinition delivery, Function<ToDefinition, @Nullable RouteDefinition> target) {
        DeliveredBody body = new DeliveredBody(target);
        body.follow(delivery, Set.of());
        return body.replacing;
    }

    /** What may have replaced the body at the end, by what may have at the beginning. */
    private Set<ProcessorDefinition<?>> follow(RouteDefinition route, Set<ProcessorDefinition<?>> before) {
        if (!open.add(route)) {
            return before;
        }
        Set<ProcessorDefinition<?>> after = all(route.getOutputs(), before);
        open.remove(route);
        return after;
    }

    private Set<ProcessorDefinition<?>> all(List<ProcessorDefinition<?>> steps, Set<ProcessorDefinition<?>> before) {
        Set<ProcessorDefinition<?>> replaced = before;
        for (ProcessorDefinition<?> step : steps) {
            replaced = step(step, replaced);
        }
        return replaced;
    }

    private Set<ProcessorDefinition<?>> step(ProcessorDefinition<?> step, Set<ProcessorDefinition<?>> before) {
        if (step instanceof ChoiceDefinition choice) {
            Set<ProcessorDefinition<?>> after = new LinkedHashSet<>(before);
            branches(choice).forEach(branch -> after.addAll(all(branch, before)));
            return after;
        }
        if (step instanceof SplitDefinition) {
            all(step.getOutputs(), before); // A call in there is found by RouteEnds.
            return before; // Behind it the whole is the body again.
        }
        if (step instanceof SetBodyDefinition || step instanceof TransformDefinition) {
            return with(before, step);
        }
        if (step instanceof ToDefinition to) {
            return to(to, before);
        }
        return all(AllowedSteps.inside(step), before);
    }

    private Set<ProcessorDefinition<?>> to(ToDefinition to, Set<ProcessorDefinition<?>> before) {
        if (RouteCalls.start(to.getEndpointUri()).startsWith(RouteCalls.CALL)) {
            replacing.addAll(before);
        }
        RouteDefinition next = target.apply(to);
        return next == null ? before : follow(next, before);
    }

    private static List<List<ProcessorDefinition<?>>> branches(ChoiceDefinition choice) {
        List<List<ProcessorDefinition<?>>> branches = new ArrayList<>();
        choice.getWhenClauses().forEach(when -> branches.add(when.getOutputs()));
        if (choice.getOtherwise() != null) {
            branches.add(choice.getOtherwise().getOutputs());
        }
        return branches;
    }

    private static Set<ProcessorDefinition<?>> with(Set<ProcessorDefinition<?>> before, ProcessorDefinition<?> step) {
        Set<ProcessorDefinition<?>> with = new LinkedHashSet<>(before);
        with.add(step);
        return with;
    }
}
