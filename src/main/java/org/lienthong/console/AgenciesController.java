package org.lienthong.console;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lienthong.call.Systems;
import org.lienthong.delivery.Traffic;
import org.lienthong.security.Caller;
import org.lienthong.security.Role;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** How each agency is doing, and each part of the hub. */
@Controller
final class AgenciesController {

    /** What says nothing of its own. */
    private static final Pattern LEFT_OUT = Pattern.compile("camel.*|ping|ssl|livenessState");

    private final Traffic traffic;
    private final Systems systems;
    private final Situation situation;
    private final HealthNow health;
    private final HealthWords healthWords;

    AgenciesController(
            Traffic traffic, Systems systems, Situation situation, HealthNow health, HealthWords healthWords) {
        this.healthWords = healthWords;
        this.traffic = traffic;
        this.systems = systems;
        this.situation = situation;
        this.health = health;
    }

    /**
     * One agency that sends, receives or is called.
     *
     * @param waiting what it has not taken over, or null for nothing
     * @param sent among the last messages
     * @param received among the last messages
     * @param breakers state of each of its systems that were called, by name
     */
    record Row(
            String agency,
            Light.Level level,
            Traffic.@Nullable Waiting waiting,
            long sent,
            long received,
            @Nullable Instant last,
            Map<String, String> breakers) {}

    @GetMapping(Area.ROOT + "/agencies")
    String page(@AuthenticationPrincipal Caller caller, Model model) {
        model.addAttribute("troubles", situation.troubles());
        boolean database = health.hasDatabase();
        model.addAttribute("blind", !database);
        model.addAttribute("rows", database ? rows() : List.of());
        Map<Boolean, List<HealthNow.Part>> parts = health.parts().stream()
                .filter(part -> !LEFT_OUT.matcher(part.name()).matches())
                .collect(Collectors.partitioningBy(HealthWords::isSystem));
        model.addAttribute("parts", parts.get(false));
        model.addAttribute("called", parts.get(true));
        model.addAttribute("h", healthWords);
        model.addAttribute("details", caller.roles().contains(Role.OPERATOR));
        return "console/agencies";
    }

    private List<Row> rows() {
        Map<String, Light.Level> levels = new TreeMap<>();
        situation.troubles().forEach(trouble -> levels.put(trouble.agency(), trouble.level()));
        Map<String, Traffic.Waiting> waiting = new TreeMap<>();
        traffic.waiting().forEach(one -> waiting.put(one.agency(), one));
        Map<String, Map<String, String>> breakers = new TreeMap<>();
        systems.states().forEach((system, state) -> {
            int slash = Math.max(0, system.indexOf('/'));
            breakers.computeIfAbsent(system.substring(0, slash), agency -> new TreeMap<>())
                    .put(system.substring(slash + 1), state);
        });
        List<Traffic.Flow> flows = traffic.flows();
        TreeSet<String> agencies = new TreeSet<>(waiting.keySet());
        agencies.addAll(breakers.keySet());
        flows.forEach(flow -> {
            agencies.add(flow.sender());
            agencies.add(flow.recipient());
        });
        return agencies.stream()
                .map(agency -> new Row(
                        agency,
                        levels.getOrDefault(agency, Light.Level.OK),
                        waiting.get(agency),
                        sum(flows, agency, true),
                        sum(flows, agency, false),
                        flows.stream()
                                .filter(flow -> flow.sender().equals(agency)
                                        || flow.recipient().equals(agency))
                                .map(Traffic.Flow::last)
                                .max(Comparator.naturalOrder())
                                .orElse(null),
                        breakers.getOrDefault(agency, Map.of())))
                .sorted(Comparator.comparing(Row::level).reversed().thenComparing(Row::agency))
                .toList();
    }

    private static long sum(List<Traffic.Flow> flows, String agency, boolean sender) {
        return flows.stream()
                .filter(flow -> (sender ? flow.sender() : flow.recipient()).equals(agency))
                .mapToLong(Traffic.Flow::count)
                .sum();
    }
}
