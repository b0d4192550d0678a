package org.lienthong.console;

import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lienthong.agreement.Agreement;
import org.lienthong.agreement.Agreements;
import org.lienthong.problem.ProblemType;
import org.lienthong.problem.StandardDetail;
import org.lienthong.usage.RecentUses;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Who may use which data, and who did. */
@Controller
final class AgreementsController {

    private static final String HERE = Area.ROOT + "/agreements";
    private static final String IN_FORCE = "in-force";

    private final Agreements agreements;
    private final RecentUses uses;
    private final Clock clock;

    AgreementsController(Agreements agreements, RecentUses uses, Clock clock) {
        this.agreements = agreements;
        this.uses = uses;
        this.clock = clock;
    }

    /**
     * One agreement.
     *
     * @param state {@code in-force}, or why it permits nothing
     * @param released answers among the last uses
     * @param denied other outcomes among them
     * @param last the last of them, or null
     */
    record Row(
            Agreement agreement,
            String state,
            long released,
            long denied,
            @Nullable Instant last) {
        public boolean inForce() {
            return state.equals(IN_FORCE);
        }
    }

    @GetMapping(HERE)
    String list(Model model) {
        List<RecentUses.Use> last = uses.last();
        Map<String, List<RecentUses.Use>> byAgreement = last.stream()
                .filter(use -> use.agreement() != null)
                .collect(Collectors.groupingBy(use -> Objects.requireNonNull(use.agreement())));
        Instant now = clock.instant();
        model.addAttribute(
                "rows",
                agreements.agreements().stream()
                        .map(agreement -> row(agreement, byAgreement.getOrDefault(agreement.id(), List.of()), now))
                        .sorted(Comparator.comparing(Row::inForce)
                                .thenComparing(row -> row.agreement().id()))
                        .toList());
        model.addAttribute(
                "strangers",
                last.stream().filter(use -> use.agreement() == null).limit(20).toList());
        model.addAttribute("warnings", agreements.warnings());
        return "console/agreements";
    }

    private Row row(Agreement agreement, List<RecentUses.Use> used, Instant now) {
        long released = used.stream().filter(AgreementsController::released).count();
        return new Row(
                agreement,
                agreements.state(agreement, now),
                released,
                used.size() - released,
                used.isEmpty() ? null : used.get(0).at());
    }

    private static boolean released(RecentUses.Use use) {
        return use.event().equals("data-released");
    }

    @GetMapping(HERE + "/{id}")
    String one(@PathVariable String id, Model model) {
        Agreement agreement = agreements.agreements().stream()
                .filter(known -> known.id().equals(id))
                .findFirst()
                .orElseThrow(() -> StandardDetail.of(ProblemType.NOT_FOUND));
        model.addAttribute("agreement", agreement);
        model.addAttribute("state", agreements.state(agreement, clock.instant()));
        model.addAttribute("orders", agreements.orders(agreement));
        model.addAttribute(
                "service",
                agreements.services().stream()
                        .filter(service -> service.id().equals(agreement.service()))
                        .findFirst()
                        .orElse(null));
        model.addAttribute("purposes", agreements.purposes());
        model.addAttribute(
                "uses",
                uses.last(agreement.consumer()).stream()
                        .filter(use -> id.equals(use.agreement()))
                        .limit(100)
                        .toList());
        return "console/agreement";
    }
}
