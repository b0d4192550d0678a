package org.lienthong.dossier.statistics;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lienthong.agency.Agencies;
import org.lienthong.agency.Agency;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.lienthong.problem.TraceId;
import org.lienthong.security.Caller;
import org.lienthong.security.Denial;
import org.lienthong.security.Role;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code GET /api/v1/statistics/dossiers}: the dossiers behind a figure. Operators, stewards and auditors see all of them, an
 * agency its own.
 */
@RestController
final class CountedDossiersController {

    private static final int MOST = 1000;

    private final CountedDossiers dossiers;
    private final Statistics statistics;
    private final Agencies agencies;
    private final ApplicationEventPublisher events;

    CountedDossiersController(
            CountedDossiers dossiers, Statistics statistics, Agencies agencies, ApplicationEventPublisher events) {
        this.dossiers = dossiers;
        this.statistics = statistics;
        this.agencies = agencies;
        this.events = events;
    }

    @GetMapping(path = "/api/v1/statistics/dossiers", produces = MediaType.APPLICATION_JSON_VALUE)
    CountedDossiers.Page dossiers(
            @RequestParam String period,
            @RequestParam(defaultValue = "province") String by,
            @RequestParam String key,
            @RequestParam String indicator,
            @RequestParam(defaultValue = "any") String counted,
            @RequestParam(defaultValue = "then") String structure,
            @RequestParam(defaultValue = "") String after,
            @RequestParam(defaultValue = "100") int limit,
            @AuthenticationPrincipal Caller caller,
            HttpServletRequest request) {
        Statistics.Query query = StatisticsController.query(period, by, structure);
        if (limit < 1 || limit > MOST) {
            throw StatisticsController.refused("limit", "must be 1 to " + MOST);
        }
        Indicator of = Indicator.of(indicator);
        if (of == null) {
            throw StatisticsController.refused("indicator", "must be one that /api/v1/statistics tells");
        }
        boolean byProcedure = query.by() == Grouping.By.PROCEDURE;
        Set<String> allowed = allowed(byProcedure ? null : key, query, caller);
        if (allowed.isEmpty()) {
            events.publishEvent(new Denial(ProblemType.NOT_FOUND, caller, "rest", TraceId.of(request)));
            throw new ProblemException(
                            ProblemType.NOT_FOUND,
                            "There are no such dossiers among those that the caller may see.",
                            "Không có hồ sơ nào như vậy trong phạm vi của bên gọi.")
                    .asRecorded();
        }
        CountedDossiers.Query about =
                new CountedDossiers.Query(query.period(), allowed, byProcedure ? key : "", of, part(counted));
        try {
            return dossiers.page(about, after, limit);
        } catch (IllegalArgumentException e) {
            throw StatisticsController.refused("after", "must be the value of 'next' of the page before");
        }
    }

    /** @param key null for every agency */
    private Set<String> allowed(@Nullable String key, Statistics.Query query, Caller caller) {
        Grouping grouping = statistics.grouping(query);
        return agencies.current().agencies().stream()
                .map(Agency::id)
                .filter(id -> key == null || grouping.key(id).equals(key))
                .filter(id ->
                        !caller.roles().contains(Role.AGENCY) || caller.scope().contains(id))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static CountedDossiers.Part part(String word) {
        return switch (word) {
            case "yes" -> CountedDossiers.Part.YES;
            case "no" -> CountedDossiers.Part.NO;
            case "any" -> CountedDossiers.Part.ANY;
            default -> throw StatisticsController.refused("counted", "must be yes, no or any");
        };
    }
}
