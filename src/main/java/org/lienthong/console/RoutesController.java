package org.lienthong.console;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lienthong.console.chart.RouteDiagram;
import org.lienthong.problem.ProblemType;
import org.lienthong.problem.StandardDetail;
import org.lienthong.route.StepCounts;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The running routes, as pictures with what passed each step, and their files beside them. */
@Controller
final class RoutesController {

    private static final String HERE = Area.ROOT + "/routes";

    private final RunningRoutes routes;

    RoutesController(RunningRoutes routes) {
        this.routes = routes;
    }

    /**
     * A route among others.
     *
     * @param arrived at the first step
     * @param failed at any step
     * @param failing whether a step has let nothing pass since it failed
     */
    record Row(
            RunningRoutes.Route route,
            long arrived,
            long refused,
            long failed,
            boolean failing,
            @Nullable Instant lastFailure) {}

    @GetMapping(HERE)
    String list(Model model) {
        Map<Boolean, List<Row>> rows = routes.all().stream()
                .map(this::row)
                .sorted(Comparator.comparing(Row::failing).reversed().thenComparing(row -> row.route()
                        .id()))
                .collect(Collectors.partitioningBy(row -> row.route().simulated()));
        model.addAttribute("rows", rows.get(false));
        model.addAttribute("simulated", rows.get(true));
        return "console/routes";
    }

    private Row row(RunningRoutes.Route route) {
        List<RouteDiagram.Step> steps = flat(route.steps());
        long first = steps.size() < 2 ? 0 : arrived(routes.count(steps.get(1).id()));
        long refused = 0;
        long failed = 0;
        boolean failing = false;
        Instant last = null;
        for (RouteDiagram.Step step : steps) {
            StepCounts.Count count = routes.count(step.id());
            refused += count.refused();
            failed += count.failed();
            failing |= count.failing();
            Instant at = count.lastFailure();
            last = at != null && (last == null || at.isAfter(last)) ? at : last;
        }
        return new Row(route, first, refused, failed, failing, last);
    }

    private static long arrived(StepCounts.Count first) {
        return first.passed() + first.refused() + first.failed();
    }

    private static List<RouteDiagram.Step> flat(List<RouteDiagram.Step> steps) {
        List<RouteDiagram.Step> flat = new ArrayList<>();
        for (RouteDiagram.Step step : steps) {
            flat.add(step);
            flat.addAll(flat(step.children()));
        }
        return flat;
    }

    @GetMapping(HERE + "/{id}")
    String one(@PathVariable String id, Model model) {
        RunningRoutes.Route route = routes.find(id).orElseThrow(() -> StandardDetail.of(ProblemType.NOT_FOUND));
        Map<String, StepCounts.Count> counts = new HashMap<>();
        List<RouteDiagram.Step> steps = flat(route.steps());
        steps.forEach(step -> counts.put(step.id(), routes.count(step.id())));
        long arrived = steps.size() < 2 ? 0 : arrived(routes.count(steps.get(1).id()));
        counts.put(route.id(), new StepCounts.Count(arrived, 0, 0, null, null, false));
        Set<Integer> failing = steps.stream()
                .filter(step -> routes.count(step.id()).failing())
                .map(RouteDiagram.Step::line)
                .collect(Collectors.toUnmodifiableSet());
        model.addAttribute("route", route);
        model.addAttribute("row", row(route));
        model.addAttribute("diagram", RouteDiagram.of(route.steps()));
        model.addAttribute("steps", steps);
        model.addAttribute("counts", counts);
        model.addAttribute("failingLines", failing);
        return "console/route";
    }
}
