package org.lienthong.dossier.payment;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.lienthong.problem.TraceId;
import org.lienthong.problem.Violation;
import org.lienthong.security.Caller;
import org.lienthong.security.Role;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code POST /api/v1/payments/reconciliations?day=2026-11-20}: the platform's list of a day, JSON or CSV, against what the
 * hub posted; without a body the hub asks the platform for it. For the platform and for operators. {@code Accept:
 * text/csv} gives the differences as CSV.
 */
@RestController
final class ReconciliationsController {

    private static final MediaType CSV = new MediaType("text", "csv");

    private final Reconciler reconciler;
    private final PaymentPlatform platform;
    private final PaymentSettings settings;

    ReconciliationsController(Reconciler reconciler, PaymentPlatform platform, PaymentSettings settings) {
        this.reconciler = reconciler;
        this.platform = platform;
        this.settings = settings;
    }

    @PostMapping("/api/v1/payments/reconciliations")
    ResponseEntity<?> reconcile(
            HttpServletRequest request,
            @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate day,
            @AuthenticationPrincipal Caller caller)
            throws IOException {
        if (!caller.roles().contains(Role.OPERATOR)) {
            PaymentsController.requirePlatform(caller, platform);
        }
        byte[] body = PaymentsController.body(request, settings.largestStatement());
        boolean fetched = body.length == 0;
        byte[] list = fetched ? platform.statement(day) : body;
        Reconciliation result = reconciler.reconcile(
                day,
                platform.requireAgency().id(),
                fetched ? Statement.json(list, settings.statementLines()) : read(request.getContentType(), list),
                list,
                caller.agency() == null ? caller.id() : caller.agency(),
                TraceId.of(request));
        return wantsCsv(request.getHeader(HttpHeaders.ACCEPT))
                ? ResponseEntity.ok()
                        .contentType(new MediaType(CSV, java.nio.charset.StandardCharsets.UTF_8))
                        .body(Reconciler.csv(result))
                : ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(result);
    }

    private List<Confirmation> read(@Nullable String contentType, byte[] list) {
        MediaType type =
                contentType == null ? MediaType.APPLICATION_OCTET_STREAM : MediaType.parseMediaType(contentType);
        if (MediaType.APPLICATION_JSON.includes(type)) {
            return Statement.json(list, settings.statementLines());
        }
        if (CSV.includes(type)) {
            return Statement.csv(list, settings.statementLines());
        }
        throw new ProblemException(
                ProblemType.UNSUPPORTED_MEDIA_TYPE,
                "The list of a day is application/json or text/csv.",
                "Danh sách trong ngày phải là application/json hoặc text/csv.",
                new Violation("Content-Type", "is neither application/json nor text/csv"));
    }

    private static boolean wantsCsv(@Nullable String accept) {
        return accept != null
                && MediaType.parseMediaTypes(accept).stream().anyMatch(type -> type.isConcrete() && CSV.includes(type));
    }
}
