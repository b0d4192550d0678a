package org.lienthong.dossier.payment;

import static org.lienthong.dossier.StrictJson.text;

import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lienthong.agency.Agencies;
import org.lienthong.agency.Agency;
import org.lienthong.agency.AgencySystem;
import org.lienthong.call.Deadline;
import org.lienthong.call.SystemCall;
import org.lienthong.call.SystemReply;
import org.lienthong.call.Systems;
import org.lienthong.dossier.StrictJson;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import tools.jackson.databind.node.ObjectNode;

/** The payment platform as a registered system of its agency. It answers {@code {error_code, message}}; 0 is yes. */
final class PaymentPlatform {

    private static final Set<Integer> NOT_NOW = Set.of(401, 403, 404, 408, 421, 423, 425, 429);
    private static final Set<String> YES = Set.of("0", "00");
    private static final String KNOWN_ALREADY = "đã tồn tại";
    private static final int LONGEST_MESSAGE = 300;
    private static final int LARGEST_ANSWER = 64 * 1024;

    private final PaymentSettings settings;
    private final Agencies agencies;
    private final Systems systems;

    PaymentPlatform(PaymentSettings settings, Agencies agencies, Systems systems) {
        this.settings = settings;
        this.agencies = agencies;
        this.systems = systems;
    }

    /**
     * What it said to a request.
     *
     * @param state FORWARDED, REFUSED, or REQUESTED when nothing is known yet
     * @param message of a refusal
     */
    record Answer(PaymentState state, @Nullable String message) {

        static final Answer UNKNOWN = new Answer(PaymentState.REQUESTED, null);
    }

    /** The agency whose platform is used, if one is. */
    Optional<Agency> agency() {
        return settings.platform().isEmpty()
                ? Optional.empty()
                : agencies.current().holder(settings.platform(), agencies.today());
    }

    Agency requireAgency() {
        return agency().orElseThrow(() -> new ProblemException(
                ProblemType.NOT_IMPLEMENTED,
                "This hub is connected with no payment platform.",
                "Trục này chưa kết nối nền tảng thanh toán."));
    }

    /** @param again whether it may have got this request before */
    Answer send(byte[] request, boolean again) {
        Optional<AgencySystem> system = agency().flatMap(agency -> agency.system(settings.system()));
        if (system.isEmpty()) {
            return Answer.UNKNOWN;
        }
        SystemReply reply = systems.ask(
                requireAgency(),
                system.get(),
                new SystemCall("POST", "", Map.of(), Map.of(), "application/json", request, LARGEST_ANSWER),
                Deadline.in(settings.patience(), System::nanoTime));
        if (reply.status() >= 400 && reply.status() < 500 && !NOT_NOW.contains(reply.status())) {
            return new Answer(PaymentState.REFUSED, "status " + reply.status());
        }
        return reply.status() >= 200 && reply.status() < 300 ? judge(reply.body(), again) : Answer.UNKNOWN;
    }

    private static Answer judge(byte[] body, boolean again) {
        ObjectNode answer;
        try {
            answer = StrictJson.object(body);
        } catch (ProblemException noAnswer) {
            return Answer.UNKNOWN;
        }
        String code = text(answer, "error_code");
        String message = text(answer, "message");
        if (code == null) {
            return Answer.UNKNOWN;
        }
        // An answer was lost: what we ask again is known there because we asked.
        boolean known = again && message != null && message.contains(KNOWN_ALREADY);
        if (YES.contains(code) || known) {
            return new Answer(PaymentState.FORWARDED, null);
        }
        String said = message == null ? "" : message;
        return new Answer(
                PaymentState.REFUSED, said.length() > LONGEST_MESSAGE ? said.substring(0, LONGEST_MESSAGE) : said);
    }

    /**
     * The transactions of a day as the platform lists them, a JSON array.
     *
     * @throws ProblemException with the locus provider when it does not say
     */
    byte[] statement(LocalDate day) {
        Agency agency = requireAgency();
        AgencySystem system = agency.system(settings.system())
                .orElseThrow(() -> new ProblemException(
                        ProblemType.PROVIDER_UNAVAILABLE,
                        "The payment platform is not in the register of agencies.",
                        "Nền tảng thanh toán chưa có trong danh mục."));
        return systems.call(
                        agency,
                        system,
                        new SystemCall(
                                "GET",
                                "transactions",
                                Map.of("day", DateTimeFormatter.BASIC_ISO_DATE.format(day)),
                                Map.of(),
                                "application/json",
                                new byte[0],
                                settings.largestStatement()),
                        Deadline.in(Duration.ofMinutes(1), System::nanoTime))
                .body();
    }
}
