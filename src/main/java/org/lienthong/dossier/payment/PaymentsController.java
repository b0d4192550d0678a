package org.lienthong.dossier.payment;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lienthong.agency.Agency;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.lienthong.problem.StandardDetail;
import org.lienthong.problem.TraceId;
import org.lienthong.security.Caller;
import org.lienthong.security.Role;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/payments}: one-stop systems ask, the platform confirms, both and operators look how a payment stands. */
@RestController
final class PaymentsController {

    private static final String TAKEN = "Đã nhận yêu cầu thanh toán";
    private static final String PENDING = "Đã nhận; sẽ chuyển tới nền tảng thanh toán";
    private static final String NOT_DELIVERED = "Chưa chuyển được tới nền tảng thanh toán";

    private final Payments payments;
    private final Confirmations confirmations;
    private final PaymentTable table;
    private final PaymentPlatform platform;
    private final PaymentSettings settings;
    private final ConfirmationVerifier verifier;

    PaymentsController(
            Payments payments,
            Confirmations confirmations,
            PaymentTable table,
            PaymentPlatform platform,
            PaymentSettings settings,
            ConfirmationVerifier verifier) {
        this.payments = payments;
        this.confirmations = confirmations;
        this.table = table;
        this.platform = platform;
        this.settings = settings;
        this.verifier = verifier;
    }

    /** What platforms and one-stop systems answer each other; {@code error_code} 0 is yes. */
    record Reply(
            @JsonProperty("error_code") int errorCode,
            String message,
            @JsonProperty("MaTraCuuTT") String reference) {}

    /**
     * How a payment stands.
     *
     * @param flags why confirmations of it were not posted
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record View(
            @JsonProperty("MaTraCuuTT") String reference,
            @JsonProperty("MaHoSo") String dossier,
            @JsonProperty("MaTTHC") String procedure,
            String agency,
            String platform,
            long amount,
            String state,
            @Nullable String message,
            Instant requestedAt,
            Instant changedAt,
            @JsonProperty("MaGiaoDich") @Nullable String transaction,
            @Nullable Instant paidAt,
            @Nullable UUID exchangeId,
            List<String> flags) {}

    @PostMapping(
            path = "/api/v1/payments",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Reply> ask(HttpServletRequest request, @AuthenticationPrincipal Caller caller) throws IOException {
        byte[] body = body(request, (int) settings.largestRequest().toBytes());
        PaymentTable.Row row = payments.take(body, caller, TraceId.of(request));
        boolean pending = row.state() == PaymentState.REQUESTED;
        return ResponseEntity.status(pending ? 202 : 200)
                .location(URI.create("/api/v1/payments/" + row.reference()))
                .body(reply(row));
    }

    private static Reply reply(PaymentTable.Row row) {
        return switch (row.state()) {
            case REQUESTED -> new Reply(0, PENDING, row.reference());
            case REFUSED -> new Reply(1, row.message() == null ? "" : row.message(), row.reference());
            case GIVEN_UP -> new Reply(-1, NOT_DELIVERED, row.reference());
            case FORWARDED, CONFIRMED, FAILED -> new Reply(0, TAKEN, row.reference());
        };
    }

    @PostMapping(
            path = "/api/v1/payments/confirmations",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    Reply confirm(HttpServletRequest request, @AuthenticationPrincipal Caller caller) throws IOException {
        requirePlatform(caller, platform);
        byte[] body = body(request, (int) settings.largestRequest().toBytes());
        verifier.verify(request::getHeader, body);
        Confirmations.Posting posting = confirmations.take(body, caller, TraceId.of(request));
        return new Reply(
                0,
                posting.repeated() ? "Đã ghi nhận trước đó" : "Thành công",
                Confirmation.read(body).reference());
    }

    @GetMapping(path = "/api/v1/payments/{reference}", produces = MediaType.APPLICATION_JSON_VALUE)
    View find(@PathVariable String reference, @AuthenticationPrincipal Caller caller) {
        PaymentTable.Row row = table.find(reference)
                .filter(found -> caller.roles().contains(Role.OPERATOR)
                        || caller.scope().contains(found.agency())
                        || caller.scope().contains(found.platform()))
                .orElseThrow(() -> StandardDetail.of(ProblemType.NOT_FOUND));
        return new View(
                row.reference(),
                row.dossier(),
                row.procedure(),
                row.agency(),
                row.platform(),
                row.amount(),
                row.state().word(),
                row.message(),
                row.requestedAt(),
                row.changedAt(),
                row.transaction(),
                row.paidAt(),
                row.exchangeId(),
                table.flags(reference));
    }

    static void requirePlatform(Caller caller, PaymentPlatform platform) {
        Agency agency = platform.requireAgency();
        if (!agency.id().equals(caller.agency())) {
            throw new ProblemException(
                    ProblemType.FORBIDDEN,
                    "Only the payment platform does this.",
                    "Chỉ nền tảng thanh toán được thực hiện việc này.");
        }
    }

    static byte[] body(HttpServletRequest request, int largest) throws IOException {
        String coding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        if (coding != null && !coding.isBlank() && !coding.strip().equalsIgnoreCase("identity")) {
            throw StandardDetail.of(ProblemType.UNSUPPORTED_CONTENT_CODING);
        }
        byte[] body = request.getInputStream().readNBytes(largest + 1);
        if (body.length > largest) {
            throw StandardDetail.of(ProblemType.PAYLOAD_TOO_LARGE);
        }
        return body;
    }
}
