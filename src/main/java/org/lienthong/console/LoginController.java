package org.lienthong.console;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.time.Clock;
import java.util.Optional;
import java.util.regex.Pattern;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.lienthong.problem.StandardDetail;
import org.lienthong.security.Caller;
import org.lienthong.security.CallerAuthentication;
import org.lienthong.security.FailedAttempts;
import org.lienthong.security.KeyRing;
import org.lienthong.security.Role;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Opens a session for whoever has the key of an operator, steward or auditor, and closes it; language and colours. */
@Controller
final class LoginController {

    private static final Logger LOG = LoggerFactory.getLogger(LoginController.class);
    private static final String PAGE = "console/login";
    private static final String HOME = "redirect:" + Area.ROOT;

    /** Back to a page of the console and to nowhere else. */
    private static final Pattern BACK =
            Pattern.compile("(?!.*\\.\\.)/console(/[A-Za-z0-9._~/-]*)?(\\?[A-Za-z0-9._~=&%+:-]*)?");

    private final KeyRing keys;
    private final FailedAttempts failures;
    private final HttpSessionSecurityContextRepository sessions;
    private final Words words;
    private final Look look;
    private final ConsoleSettings settings;
    private final Clock clock;

    LoginController(
            KeyRing keys,
            FailedAttempts failures,
            HttpSessionSecurityContextRepository sessions,
            Words words,
            Look look,
            ConsoleSettings settings,
            Clock clock) {
        this.keys = keys;
        this.failures = failures;
        this.sessions = sessions;
        this.words = words;
        this.look = look;
        this.settings = settings;
        this.clock = clock;
    }

    @GetMapping(ConsoleRules.LOGIN)
    String page(HttpServletRequest request, Model model) {
        model.addAllAttributes(words.shared(request, null));
        return Words.caller() == null ? PAGE : HOME;
    }

    @PostMapping(ConsoleRules.LOGIN)
    String login(
            @RequestParam(defaultValue = "") String key,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        Optional<Caller> caller = keys.find(key.strip());
        if (caller.isPresent() && !caller.get().roles().contains(Role.AGENCY)) {
            open(caller.get(), request, response);
            return HOME;
        }
        model.addAllAttributes(words.shared(request, null));
        if (caller.isPresent()) {
            model.addAttribute("wrong", "login.agency");
            response.setStatus(ProblemType.FORBIDDEN.status());
            return PAGE;
        }
        ProblemException told = failures.failed(request, "console", StandardDetail.of(ProblemType.INVALID_TOKEN));
        boolean tooOften = told.type() == ProblemType.RATE_LIMITED;
        model.addAttribute("wrong", tooOften ? "login.too-often" : "login.wrong");
        response.setStatus(told.type().status());
        return PAGE;
    }

    /** A new session each time, so that nobody can have prepared it. */
    private void open(Caller caller, HttpServletRequest request, HttpServletResponse response) {
        HttpSession before = request.getSession(false);
        if (before != null) {
            before.invalidate();
        }
        HttpSession session = request.getSession(true);
        session.setMaxInactiveInterval((int) settings.lifetime().toSeconds());
        session.setAttribute(SessionFilter.OPENED, clock.instant());
        session.setAttribute(SessionFilter.USED, clock.instant());
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(new CallerAuthentication(caller));
        SecurityContextHolder.setContext(context);
        sessions.saveContext(context, request, response);
        LOG.atInfo().addKeyValue("caller", caller.id()).log("logged in to the console");
    }

    @PostMapping(Area.ROOT + "/logout")
    String logout(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
        SecurityContextHolder.clearContext();
        return "redirect:" + ConsoleRules.LOGIN;
    }

    @PostMapping(Area.ROOT + "/look")
    String look(
            @RequestParam(defaultValue = "") String language,
            @RequestParam(defaultValue = "") String theme,
            @RequestParam(defaultValue = "") String back,
            HttpServletResponse response) {
        if (Look.LANGUAGES.contains(language)) {
            look.keep(response, Look.LANGUAGE, language);
        }
        if (Look.THEMES.contains(theme)) {
            look.keep(response, Look.THEME, theme);
        }
        return "redirect:" + (BACK.matcher(back).matches() ? back : Area.ROOT);
    }

    /** What the rules denied, and what is on no list. */
    @RequestMapping({Area.ROOT + "/denied", Area.ROOT + "/{*rest}"})
    String nowhere(HttpServletRequest request) {
        boolean denied = request.getAttribute(ErrorPages.DENIED) != null;
        throw StandardDetail.of(denied ? ProblemType.FORBIDDEN : ProblemType.NOT_FOUND);
    }
}
