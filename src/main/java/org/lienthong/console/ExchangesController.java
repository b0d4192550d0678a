package org.lienthong.console;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lienthong.delivery.DeliveryState;
import org.lienthong.delivery.Kind;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.lienthong.problem.StandardDetail;
import org.lienthong.problem.TraceId;
import org.lienthong.search.ExchangePage;
import org.lienthong.search.ExchangeQuery;
import org.lienthong.search.ExchangeSearch;
import org.lienthong.search.Stories;
import org.lienthong.search.Story;
import org.lienthong.search.Viewer;
import org.lienthong.security.Caller;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Finds exchanges, and tells all that happened to one of them. */
@Controller("consoleExchangesController")
final class ExchangesController {

    private static final String HERE = Area.ROOT + "/exchanges";
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    /** How the parts of a dossier's code look: {@code H26.15-261122-0001}. */
    private static final Pattern DOSSIER = Pattern.compile("[A-Z][0-9A-Z.]*-[0-9]{6}-[0-9A-Za-z]+");

    private final ExchangeSearch search;
    private final Stories stories;

    ExchangesController(ExchangeSearch search, Stories stories) {
        this.search = search;
        this.stories = stories;
    }

    @GetMapping(HERE)
    String find(@RequestParam Map<String, String> given, @AuthenticationPrincipal Caller caller, Model model) {
        model.addAttribute("given", given);
        model.addAttribute("states", List.of(DeliveryState.values()));
        model.addAttribute("kinds", List.of(Kind.values()));
        try {
            ExchangePage page = search.find(ExchangeQuery.of(parameters(given)), Viewer.of(caller));
            model.addAttribute("page", page);
        } catch (ProblemException wrong) {
            model.addAttribute("wrong", Words.isVietnamese() ? wrong.detailVi() : wrong.detail());
        }
        return "console/exchanges";
    }

    /** One field takes whatever people have at hand: an exchange's id, a document's number, a dossier's code. */
    private static Map<String, String> parameters(Map<String, String> given) {
        Map<String, String> parameters = new TreeMap<>(given);
        String what = parameters.remove("what");
        if (what != null && !what.isBlank()) {
            String word = what.strip();
            parameters.put(field(word), word);
        }
        return parameters;
    }

    private static String field(String word) {
        if (ID.matcher(word).matches()) {
            return "id";
        }
        return DOSSIER.matcher(word).matches() ? "dossier" : "code";
    }

    @GetMapping(HERE + "/{id}")
    String story(
            @PathVariable UUID id, @AuthenticationPrincipal Caller caller, Model model, HttpServletRequest request) {
        return story(id, null, caller, model, request);
    }

    /** What it says, for a reason that goes into the audit log before anything is shown. */
    @PostMapping(HERE + "/{id}")
    String open(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String reason,
            @AuthenticationPrincipal Caller caller,
            Model model,
            HttpServletRequest request) {
        try {
            return story(id, reason.strip(), caller, model, request);
        } catch (ProblemException wrong) {
            if (wrong.type() == ProblemType.NOT_FOUND) {
                throw wrong;
            }
            model.addAttribute("wrong", Words.isVietnamese() ? wrong.detailVi() : wrong.detail());
            return story(id, null, caller, model, request);
        }
    }

    private String story(UUID id, @Nullable String reason, Caller caller, Model model, HttpServletRequest request) {
        Story story = stories.find(id, Viewer.of(caller), reason, TraceId.of(request))
                .orElseThrow(() -> StandardDetail.of(ProblemType.NOT_FOUND));
        model.addAttribute("story", story);
        return "console/story";
    }
}
