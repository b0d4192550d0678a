package org.lienthong.console;

import jakarta.servlet.http.HttpServletRequest;
import java.time.LocalDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lienthong.operation.Operations;
import org.lienthong.problem.TraceId;
import org.lienthong.security.Caller;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** An operator announces that an agency or one of its services will be away, or calls it off. */
@Controller
@RequestMapping(DeadLettersController.HERE + "/maintenance")
final class MaintenanceController {

    private static final String BACK = "redirect:" + DeadLettersController.HERE;

    private final Operations operations;
    private final Told told;

    MaintenanceController(Operations operations, Told told) {
        this.operations = operations;
        this.told = told;
    }

    /**
     * The form; times are Vietnam's.
     *
     * @param service empty for all of the agency
     * @param urgent null when it is not ticked
     */
    record Announcement(
            String agency,
            @Nullable String service,

            @DateTimeFormat(iso = DateTimeFormat.ISO.DATE_TIME) @Nullable
            LocalDateTime from,

            @DateTimeFormat(iso = DateTimeFormat.ISO.DATE_TIME) @Nullable
            LocalDateTime to,

            @Nullable Boolean urgent,
            String reason) {

        @Nullable
        String oneService() {
            return service == null || service.isBlank() ? null : service.strip();
        }
    }

    @PostMapping
    String announce(
            @ModelAttribute Announcement form,
            @AuthenticationPrincipal Caller caller,
            HttpServletRequest request,
            RedirectAttributes next) {
        told.by(
                next,
                () -> operations.announce(
                        form.agency(),
                        form.oneService(),
                        Words.instant(form.from()),
                        Words.instant(form.to()),
                        Boolean.TRUE.equals(form.urgent()),
                        form.reason(),
                        caller.id(),
                        TraceId.of(request)));
        return BACK;
    }

    @PostMapping("/{id}/cancel")
    String cancel(
            @PathVariable UUID id,
            @RequestParam String reason,
            @AuthenticationPrincipal Caller caller,
            HttpServletRequest request,
            RedirectAttributes next) {
        told.by(next, () -> operations.cancelMaintenance(id, reason, caller.id(), TraceId.of(request)));
        return BACK;
    }
}
