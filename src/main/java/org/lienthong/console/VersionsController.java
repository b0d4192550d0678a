package org.lienthong.console;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.lienthong.problem.StandardDetail;
import org.lienthong.problem.TraceId;
import org.lienthong.publish.Publisher;
import org.lienthong.publish.Version;
import org.lienthong.publish.Versions;
import org.lienthong.security.Caller;
import org.lienthong.security.Role;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** The versions of the configuration: what changed, what was wrong with it; a steward approves one or takes one back. */
@Controller
@RequestMapping(VersionsController.HERE)
final class VersionsController {

    static final String HERE = Area.ROOT + "/versions";
    private static final int SHOWN = 50;

    /** More lines than anybody reads make the browser slow. */
    private static final int MOST_LINES = 2_000;

    private final Versions versions;
    private final Publisher publisher;
    private final Words words;

    VersionsController(Versions versions, Publisher publisher, Words words) {
        this.versions = versions;
        this.publisher = publisher;
        this.words = words;
    }

    @GetMapping
    String history(@RequestParam(required = false) @Nullable Long before, Model model) {
        List<Version> found = versions.history(before == null ? Long.MAX_VALUE : before, SHOWN + 1);
        boolean more = found.size() > SHOWN;
        model.addAttribute("history", more ? found.subList(0, SHOWN) : found);
        model.addAttribute("next", more ? found.get(SHOWN - 1).version() : null);
        model.addAttribute("inForce", versions.inForce().orElse(null));
        model.addAttribute(
                "hub", ServletUriComponentsBuilder.fromCurrentContextPath().toUriString());
        return "console/versions";
    }

    @GetMapping("/{number}")
    String one(@PathVariable long number, @AuthenticationPrincipal Caller caller, Model model) {
        Version version = versions.find(number).orElseThrow(() -> StandardDetail.of(ProblemType.NOT_FOUND));
        boolean once = version.state().equals(Version.State.SUPERSEDED.word());
        boolean first = version.parent() == null;
        model.addAttribute("version", version);
        model.addAttribute("changes", first ? List.of() : ChangedFile.of(versions.difference(number), MOST_LINES));
        model.addAttribute("back", once ? ChangedFile.of(versions.differenceToForce(number), MOST_LINES) : List.of());
        model.addAttribute("proposed", version.state().equals(Version.State.PROPOSED.word()));
        model.addAttribute("own", version.author().equals(caller.id()));
        model.addAttribute("steward", caller.roles().contains(Role.STEWARD));
        model.addAttribute("once", once);
        return "console/version";
    }

    @PostMapping("/{number}/approve")
    String approve(
            @PathVariable long number,
            @RequestParam(required = false) @Nullable String reason,
            @AuthenticationPrincipal Caller caller,
            HttpServletRequest request,
            RedirectAttributes next) {
        return told(number, next, () -> publisher.approve(number, caller.id(), reason, TraceId.of(request)));
    }

    @PostMapping("/{number}/rollback")
    String rollBack(
            @PathVariable long number,
            @RequestParam String reason,
            @AuthenticationPrincipal Caller caller,
            HttpServletRequest request,
            RedirectAttributes next) {
        return told(number, next, () -> publisher.rollBack(number, caller.id(), reason, TraceId.of(request)));
    }

    /** To the version that came of it, or back to the one that it was about. */
    private String told(long about, RedirectAttributes next, Supplier<Publisher.Outcome> action) {
        try {
            Publisher.Outcome outcome = action.get();
            next.addFlashAttribute("done", words.say("version.done." + word(outcome)));
            return page(outcome.version().version());
        } catch (ProblemException wrong) {
            if (wrong.type() == ProblemType.NOT_FOUND) {
                throw wrong;
            }
            next.addFlashAttribute("wrong", words.detail(wrong));
            next.addFlashAttribute("faults", wrong.type() == ProblemType.CONFIG_INVALID ? wrong.errors() : List.of());
            return page(about);
        }
    }

    private static String word(Publisher.Outcome outcome) {
        return outcome.unchanged() ? "unchanged" : outcome.version().state();
    }

    private static String page(long number) {
        return "redirect:" + HERE + "/" + number;
    }
}
