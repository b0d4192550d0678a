package org.lienthong.route;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.model.CatchDefinition;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.FilterDefinition;
import org.apache.camel.model.OtherwiseDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SplitDefinition;
import org.apache.camel.model.StopDefinition;
import org.apache.camel.model.ThrowExceptionDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.model.TryDefinition;
import org.apache.camel.model.WhenDefinition;
import org.jspecify.annotations.Nullable;

/**
 * Follows every path through a route, {@code direct:} routes included, to its end: an intake comes to acceptance or refusal
 * and a delivery to a call, each path once. {@link IntakeConsumer} and {@link DeliverConsumer} hold the same, but notice
 * only when a message takes the path.
 */
final class RouteEnds {

    /** What may hold for a message at a place; one that was refused, or stopped, is at no further place. */
    private enum State {
        OPEN,
        DONE
    }

    /** A step at which a path goes wrong, and how. */
    record Fault(ProcessorDefinition<?> at, String what) {}

    private final boolean intake;
    private final Map<String, RouteDefinition> direct;
    private final Set<RouteDefinition> entered = new HashSet<>();
    private final List<Fault> faults = new ArrayList<>();
    private boolean reached;
    private int splits;

    private RouteEnds(boolean intake, Map<String, RouteDefinition> direct) {
        this.intake = intake;
        this.direct = direct;
    }

    /**
     * What is wrong with a route; nothing when it starts at neither an intake nor a delivery.
     *
     * @param direct routes by the name after {@code direct:}
     */
    static List<Fault> faults(RouteDefinition route, Map<String, RouteDefinition> direct) {
        String from = RouteCalls.start(route.getInput().getEndpointUri());
        boolean intake = from.startsWith("hub:intake/");
        if (!intake && !from.startsWith("hub:deliver/")) {
            return List.of();
        }
        RouteEnds ends = new RouteEnds(intake, direct);
        ends.route(route);
        return ends.faults.stream()
                .map(fault -> new Fault(fault.at(), "route '" + route.getRouteId() + "' " + fault.what()))
                .toList();
    }

    private void route(RouteDefinition route) {
        Set<State> states = EnumSet.of(State.OPEN);
        ProcessorDefinition<?> gap = null;
        for (ProcessorDefinition<?> step : route.getOutputs()) {
            boolean before = reached;
            states = after(step, states);
            gap = gap == null && reached && !before && states.contains(State.OPEN) ? step : gap;
        }
        if (!reached) {
            faults.clear();
            faults.add(new Fault(
                    route,
                    intake
                            ? "never reaches to: hub:accept, so it could not accept anything"
                            : "never reaches to: hub:call/…, so it could not deliver anything"));
        } else if (states.contains(State.OPEN)) {
            faults.add(new Fault(gap == null ? route : gap, "has a way past this step that ends without " + wanted()));
        }
    }

    private String wanted() {
        return intake ? "hub:accept or hub:refuse" : "hub:call/…";
    }

    private Set<State> after(List<ProcessorDefinition<?>> steps, Set<State> before) {
        Set<State> states = before;
        for (ProcessorDefinition<?> step : steps) {
            states = after(step, states);
        }
        return states;
    }

    private Set<State> after(ProcessorDefinition<?> step, Set<State> before) {
        if (step instanceof ToDefinition to) {
            return to(to, before);
        }
        if (step instanceof ThrowExceptionDefinition) {
            return EnumSet.noneOf(State.class);
        }
        if (step instanceof StopDefinition) {
            if (splits > 0) {
                return before; // only this part of the message
            }
            if (before.contains(State.OPEN)) {
                faults.add(new Fault(step, "stops here without " + wanted()));
            }
            return EnumSet.noneOf(State.class);
        }
        if (step instanceof ChoiceDefinition choice) {
            return choice(choice, before);
        }
        if (step instanceof TryDefinition attempt) {
            return attempt(attempt, before);
        }
        if (step instanceof SplitDefinition) {
            splits++;
            after(step.getOutputs(), before);
            splits--;
            return before;
        }
        Set<State> inside = after(step.getOutputs(), before);
        return step instanceof FilterDefinition ? either(before, inside) : inside;
    }

    private Set<State> to(ToDefinition to, Set<State> before) {
        String uri = RouteCalls.start(to.getEndpointUri());
        boolean end = intake ? uri.equals("hub:accept") : uri.startsWith("hub:call/");
        if (end || uri.equals("hub:refuse")) {
            reached |= end;
            if (splits > 0) {
                faults.add(new Fault(to, "ends here once for each part of a split, not once for the message"));
            } else if (before.contains(State.DONE)) {
                faults.add(new Fault(to, "ends here a second time: a message has one acceptance, refusal or delivery"));
            }
            return end && !before.isEmpty() ? EnumSet.of(State.DONE) : EnumSet.noneOf(State.class);
        }
        RouteDefinition next = uri.startsWith("direct:") ? direct.get(RouteCalls.name(uri)) : null;
        if (next == null || !entered.add(next)) {
            return before;
        }
        Set<State> states = after(next.getOutputs(), before);
        entered.remove(next);
        return states;
    }

    private Set<State> choice(ChoiceDefinition choice, Set<State> before) {
        @Nullable OtherwiseDefinition otherwise = choice.getOtherwise();
        Set<State> states = otherwise == null ? before : after(otherwise.getOutputs(), before);
        for (WhenDefinition when : choice.getWhenClauses()) {
            states = either(states, after(when.getOutputs(), before));
        }
        return states;
    }

    /** What is caught had failed before it ended: also a refusal is caught. */
    private Set<State> attempt(TryDefinition attempt, Set<State> before) {
        Set<State> states = after(attempt.getOutputsWithoutCatches(), before);
        for (CatchDefinition caught : attempt.getCatchClauses()) {
            states = either(states, after(caught.getOutputs(), before));
        }
        return attempt.getFinallyClause() == null
                ? states
                : after(attempt.getFinallyClause().getOutputs(), states);
    }

    private static Set<State> either(Set<State> one, Set<State> other) {
        Set<State> both = EnumSet.noneOf(State.class);
        both.addAll(one);
        both.addAll(other);
        return both;
    }
}
