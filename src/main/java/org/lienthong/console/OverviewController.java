package org.lienthong.console;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.lienthong.console.chart.Columns;
import org.lienthong.console.chart.FlowPicture;
import org.lienthong.delivery.Traffic;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Whether documents flow, to be seen in ten seconds. */
@Controller
final class OverviewController {

    static final int MINUTES = 60;
    private static final int WIDTH = 620;
    private static final int HEIGHT = 170;

    private final Traffic traffic;
    private final WaitingCurve curve;
    private final Situation situation;
    private final HealthNow health;
    private final Words words;

    OverviewController(Traffic traffic, WaitingCurve curve, Situation situation, HealthNow health, Words words) {
        this.health = health;
        this.traffic = traffic;
        this.curve = curve;
        this.situation = situation;
        this.words = words;
    }

    @GetMapping({Area.ROOT, Area.ROOT + "/"})
    String page(Model model) {
        fill(model);
        return "console/overview";
    }

    /** The part that renews itself. */
    @GetMapping(Area.ROOT + "/live/overview")
    String live(Model model) {
        fill(model);
        return "console/overview :: live";
    }

    private void fill(Model model) {
        List<Light> lights = situation.lights();
        List<Situation.Trouble> troubles = situation.troubles();
        Set<String> troubled = troubles.stream().map(Situation.Trouble::agency).collect(Collectors.toUnmodifiableSet());
        model.addAttribute("lights", lights);
        model.addAttribute("worst", Light.worst(lights));
        model.addAttribute("where", situation.worst(lights));
        model.addAttribute("next", situation.next(lights));
        model.addAttribute("troubles", troubles);
        boolean database = health.hasDatabase();
        model.addAttribute("blind", !database);
        if (database) {
            figures(model, troubled);
        }
    }

    private void figures(Model model, Set<String> troubled) {
        List<Traffic.Minute> minutes = traffic.minutes(MINUTES);
        List<Instant> starts = minutes.stream().map(Traffic.Minute::start).toList();
        List<Long> waiting = curve.at(starts);
        model.addAttribute("minutes", minutes);
        model.addAttribute("waiting", waiting);
        model.addAttribute("times", starts.stream().map(words::minute).toList());
        model.addAttribute(
                "throughput",
                Columns.of(
                        WIDTH,
                        HEIGHT,
                        minutes.stream()
                                .map(one -> new long[] {one.documents(), one.statuses(), one.others()})
                                .toList()));
        model.addAttribute(
                "backlog",
                Columns.of(
                        WIDTH,
                        HEIGHT,
                        waiting.stream().map(one -> new long[] {one}).toList()));
        List<Traffic.Flow> flows = traffic.flows();
        model.addAttribute(
                "flows",
                FlowPicture.of(
                        flows.stream()
                                .map(flow -> new FlowPicture.Flow(flow.sender(), flow.recipient(), flow.count()))
                                .toList(),
                        troubled::contains));
        model.addAttribute("flowing", flows);
    }
}
