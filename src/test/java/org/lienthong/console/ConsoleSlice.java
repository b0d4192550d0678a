package org.lienthong.console;

import jakarta.servlet.http.HttpServletRequest;
import org.lienthong.testing.WebSlice;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.MessageSourceAutoConfiguration;
import org.springframework.boot.thymeleaf.autoconfigure.ThymeleafAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;

/** The console's rules, its login and its error pages on a real Tomcat; the pages themselves are empty ones. */
@ImportAutoConfiguration({MessageSourceAutoConfiguration.class, ThymeleafAutoConfiguration.class})
@Import({
    WebSlice.class,
    ConsoleRules.class,
    ConsoleSlice.Looks.class,
    Words.class,
    LoginController.class,
    ErrorPages.class,
    PageModel.class,
    WholePage.Always.class,
    ConsoleSlice.Pages.class
})
class ConsoleSlice {

    static class Looks {
        @org.springframework.context.annotation.Bean("localeResolver")
        Look look(ConsoleSettings settings) {
            return new Look(settings.secureCookies());
        }
    }

    /** One page for each area, so that only the rules decide. */
    @Controller
    static class Pages {

        private final Words words;

        Pages(Words words) {
            this.words = words;
        }

        @GetMapping({
            "/console",
            "/console/live/overview",
            "/console/agencies",
            "/console/routes",
            "/console/agreements",
            "/console/versions",
            "/console/exchanges",
            "/console/dead-letters",
            "/console/log",
            "/console/indicators"
        })
        String page(HttpServletRequest request, Model model) {
            model.addAllAttributes(words.shared(request, Area.OVERVIEW));
            model.addAttribute("title", "page");
            model.addAttribute("detail", "");
            model.addAttribute("trace", "");
            return "console/error";
        }

        /** Its template fails after some thousand lines. */
        @GetMapping("/console/log/broken")
        String broken(HttpServletRequest request, Model model) {
            model.addAllAttributes(words.shared(request, Area.LOG));
            return "console/test-broken";
        }

        @GetMapping("/console/log/broken-part")
        String part(HttpServletRequest request, Model model) {
            broken(request, model);
            return "console/test-broken :: part";
        }

        @PostMapping({"/console/log/verify", "/console/versions/1/rollback", "/console/versions/1/approve"})
        String change() {
            return "redirect:/console/log";
        }
    }
}
