package org.lienthong.console;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lienthong.consent.Consents;
import org.lienthong.consent.Proposal;
import org.lienthong.operation.Operations;
import org.lienthong.operation.deadletter.DeadLetters;
import org.lienthong.operation.deadletter.Replays;
import org.lienthong.operation.deadletter.Selection;
import org.lienthong.problem.ProblemType;
import org.lienthong.problem.StandardDetail;
import org.lienthong.problem.TraceId;
import org.lienthong.security.Caller;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What was given up, and what an operator does about it: another round, an end with a reason, a recipient's pause. */
@Controller
@RequestMapping(DeadLettersController.HERE)
final class DeadLettersController {

    static final String HERE = Area.ROOT + "/dead-letters";
    private static final String BACK = "redirect:" + HERE;
    private static final int SHOWN = 100;
    private static final int DECIDED = 20;

    private final DeadLetters letters;
    private final Replays replays;
    private final Operations operations;
    private final Consents consents;
    private final Told told;

    DeadLettersController(DeadLetters letters, Replays replays, Operations operations, Consents consents, Told told) {
        this.letters = letters;
        this.replays = replays;
        this.operations = operations;
        this.consents = consents;
        this.told = told;
    }

    @GetMapping
    String page(
            @RequestParam(required = false) @Nullable String agency,
            @RequestParam(required = false) @Nullable String group,
            @RequestParam(required = false) @Nullable String cursor,
            Model model) {
        model.addAttribute("summary", letters.summary());
        model.addAttribute("page", letters.list(selection(agency, group), SHOWN, blank(cursor)));
        model.addAttribute("agency", blank(agency));
        model.addAttribute("group", blank(group));
        model.addAttribute("pauses", operations.pauses());
        model.addAttribute("maintenance", operations.maintenance());
        List<Proposal> proposals = consents.list();
        model.addAttribute(
                "proposals",
                proposals.stream().filter(DeadLettersController::isOpen).toList());
        model.addAttribute(
                "decided",
                proposals.stream().filter(one -> !isOpen(one)).limit(DECIDED).toList());
        model.addAttribute("replays", replays.list());
        return "console/dead-letters";
    }

    private static Selection selection(@Nullable String agency, @Nullable String group) {
        return new Selection(null, blank(agency), null, blank(group), null, null, null);
    }

    private static boolean isOpen(Proposal proposal) {
        return proposal.state().equals("open");
    }

    private static @Nullable String blank(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    @GetMapping("/progress")
    String progress(Model model) {
        model.addAttribute("replays", replays.list());
        return "console/dead-letters :: progress";
    }

    /** Of those that are ticked, or of all that the filter shows. */
    @PostMapping("/act")
    String act(
            @RequestParam(required = false) @Nullable List<UUID> delivery,
            @RequestParam(required = false) @Nullable String agency,
            @RequestParam(required = false) @Nullable String group,
            @RequestParam(defaultValue = "false") boolean all,
            @RequestParam(defaultValue = "10") int perSecond,
            @RequestParam String reason,
            @RequestParam String action,
            @AuthenticationPrincipal Caller caller,
            HttpServletRequest request,
            RedirectAttributes next) {
        return told(next, () -> {
            Selection selection = all
                    ? selection(agency, group)
                    : new Selection(delivery == null ? List.of() : delivery, null, null, null, null, null, null);
            String trace = TraceId.of(request);
            return switch (action) {
                case "replay" -> replays.replay(consents, selection, perSecond, reason, caller.id(), trace);
                case "close" -> replays.close(consents, selection, reason, caller.id(), trace);
                default -> throw StandardDetail.of(ProblemType.MALFORMED_REQUEST);
            };
        });
    }

    @PostMapping("/replays/{id}/stop")
    String stop(
            @PathVariable UUID id,
            @AuthenticationPrincipal Caller caller,
            HttpServletRequest request,
            RedirectAttributes next) {
        return told(next, () -> replays.stop(id, caller.id(), TraceId.of(request)));
    }

    @PostMapping("/pause")
    String pause(
            @RequestParam String agency,
            @RequestParam String reason,
            @RequestParam(defaultValue = "pause") String action,
            @AuthenticationPrincipal Caller caller,
            HttpServletRequest request,
            RedirectAttributes next) {
        String trace = TraceId.of(request);
        return told(
                next,
                () -> action.equals("resume")
                        ? operations.resume(agency, reason, caller.id(), trace)
                        : operations.pause(agency, reason, caller.id(), trace));
    }

    @PostMapping("/proposals/{id}")
    String decide(
            @PathVariable UUID id,
            @RequestParam String action,
            @AuthenticationPrincipal Caller caller,
            HttpServletRequest request,
            RedirectAttributes next) {
        String trace = TraceId.of(request);
        return told(
                next,
                () -> action.equals("confirm")
                        ? consents.confirm(id, caller.id(), trace)
                        : consents.decline(id, caller.id(), trace));
    }

    private String told(RedirectAttributes next, Supplier<Object> order) {
        told.by(next, order);
        return BACK;
    }
}
