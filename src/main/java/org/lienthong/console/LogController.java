package org.lienthong.console;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lienthong.security.Caller;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;

/** Where the audit log stands: checkpoint, witnesses, timestamps; and a check of all of it. */
@Controller("consoleLogController")
final class LogController {

    private static final String HERE = Area.ROOT + "/log";

    private final LogState log;
    private final LogCheckRun check;
    private final HealthNow health;
    private final HealthWords healthWords;

    LogController(LogState log, LogCheckRun check, HealthNow health, HealthWords healthWords) {
        this.healthWords = healthWords;
        this.log = log;
        this.check = check;
        this.health = health;
    }

    @GetMapping(HERE)
    String page(Model model) {
        model.addAttribute("checkpoint", log.published());
        model.addAttribute("note", log.note());
        model.addAttribute("publishedAt", log.publishedAt());
        model.addAttribute("key", log.key().toString());
        Map<String, HealthNow.Part> parts = new TreeMap<>();
        for (HealthNow.Part part : health.parts()) {
            if (part.name().equals("auditLog")
                    || part.name().equals("witness")
                    || part.name().equals("timestamp")) {
                parts.put(part.name(), part);
            }
        }
        model.addAttribute("parts", List.copyOf(parts.values()));
        model.addAttribute("h", healthWords);
        model.addAttribute("progress", check.progress());
        return "console/log";
    }

    @PostMapping(HERE + "/verify")
    String verify(@AuthenticationPrincipal Caller caller) {
        check.start(caller.id());
        return "redirect:" + HERE + "#check";
    }

    @PostMapping(HERE + "/stop")
    String stop() {
        check.stop();
        return "redirect:" + HERE + "#check";
    }

    @GetMapping(Area.ROOT + "/live/log")
    String progress(Model model) {
        model.addAttribute("progress", check.progress());
        return "console/log :: check";
    }
}
