package org.lienthong.delivery;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.lienthong.agency.Agencies;
import org.lienthong.agency.Agency;
import org.lienthong.agency.AgencyRegistry;
import org.lienthong.agency.Resolution;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.lienthong.problem.Violation;

/** Finds who sends and who receives, as the register of agencies stands today. */
final class Addressing {

    /** Delivery mode of an addressee that an operator has yet to decide about. */
    static final int UNDECIDED = 3;

    private static final ZoneId VIETNAM = ZoneId.of("Asia/Ho_Chi_Minh");

    private final Agencies agencies;
    private final TimeOrderedIds ids;
    private final Clock clock;

    Addressing(Agencies agencies, TimeOrderedIds ids, Clock clock) {
        this.agencies = agencies;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * The id of the agency that sends: the holder of the code, or its successor when that is who calls.
     *
     * @throws ProblemException {@code SENDER_MISMATCH} when the caller may not speak for it
     */
    String sender(String code, Submission submission) {
        AgencyRegistry registry = agencies.current();
        for (Agency agency : senders(registry.resolve(code, today()))) {
            if (registry.covers(submission.scope(), agency.id(), today())) {
                return agency.id();
            }
        }
        throw new ProblemException(
                ProblemType.SENDER_MISMATCH,
                "The message names a sender that the caller does not speak for.",
                "Cơ quan gửi ghi trong thông điệp không thuộc phạm vi của bên gọi.",
                new Violation("//MessageHeader/From/OrganId", "is not the caller's agency"));
    }

    /** An agency that was merged or split keeps its code and may go on sending. */
    private static List<Agency> senders(Resolution resolution) {
        if (resolution instanceof Resolution.Found found) {
            return List.of(found.agency(), found.receiver());
        }
        return resolution instanceof Resolution.Undecided split ? List.of(split.agency()) : List.of();
    }

    /** The id of the agency that holds the code today. */
    Optional<String> holder(String code) {
        Resolution resolution = agencies.current().resolve(code, today());
        if (resolution instanceof Resolution.Found found) {
            return Optional.of(found.agency().id());
        }
        return resolution instanceof Resolution.Undecided undecided
                ? Optional.of(undecided.agency().id())
                : Optional.empty();
    }

    /**
     * Who receives for these codes, each once, in their order.
     *
     * @param pointer where the codes stand, with {@code %d} for the position counted from 1
     * @throws ProblemException {@code UNKNOWN_RECIPIENT} naming each code that nobody holds
     */
    List<Acceptance.Addressee> addressees(List<String> codes, String pointer) {
        AgencyRegistry registry = agencies.current();
        Map<String, Acceptance.Addressee> addressees = new LinkedHashMap<>();
        List<Violation> unknown = new ArrayList<>();
        for (int i = 0; i < codes.size(); i++) {
            Resolution resolution = registry.resolve(codes.get(i), today());
            if (resolution instanceof Resolution.Found found) {
                addressees.computeIfAbsent(found.receiver().id(), id -> addressee(found.receiver()));
            } else if (resolution instanceof Resolution.Undecided split) {
                addressees.computeIfAbsent(split.agency().id(), this::undecided);
            } else {
                unknown.add(new Violation(pointer.formatted(i + 1), "no agency has the code " + codes.get(i)));
            }
        }
        if (!unknown.isEmpty()) {
            throw new ProblemException(
                    ProblemType.UNKNOWN_RECIPIENT,
                    "Not every recipient is in the register of agencies: "
                            + String.join(
                                    "; ",
                                    unknown.stream().map(Violation::detail).toList()) + ".",
                    "Có mã cơ quan nhận không có trong danh mục cơ quan.",
                    unknown,
                    null);
        }
        return List.copyOf(addressees.values());
    }

    /** Who receives, or the operator's queue when nobody decided. */
    Acceptance.Addressee addressee(Resolution resolution) {
        return resolution instanceof Resolution.Found found
                ? addressee(found.receiver())
                : undecided(agency(resolution));
    }

    /** The id of the agency that was addressed, whoever receives for it. */
    static String agency(Resolution resolution) {
        if (resolution instanceof Resolution.Found found) {
            return found.agency().id();
        }
        if (resolution instanceof Resolution.Undecided split) {
            return split.agency().id();
        }
        throw new IllegalArgumentException("nobody holds the code");
    }

    /** The agency of that id, or whoever receives for it today. */
    Acceptance.Addressee addressee(String id) {
        AgencyRegistry registry = agencies.current();
        return registry.byId(id)
                .flatMap(agency -> registry.receiver(agency, today()))
                .map(this::addressee)
                .orElseGet(() -> undecided(id));
    }

    private Acceptance.Addressee addressee(Agency receiver) {
        return switch (receiver.delivery().mode()) {
            case PULL -> new Acceptance.Addressee(ids.next(), receiver.id(), 0, DeliveryState.OPEN);
            case PUSH -> new Acceptance.Addressee(ids.next(), receiver.id(), 1, DeliveryState.WAITING);
            case JMS -> new Acceptance.Addressee(ids.next(), receiver.id(), 2, DeliveryState.WAITING);
        };
    }

    /** Ids of the agencies that ended: nobody calls for them any more, so nobody fetches what lies in their mailboxes. */
    Set<String> ended() {
        return agencies.current().agencies().stream()
                .filter(agency -> agency.period().endedBy(today()))
                .map(Agency::id)
                .collect(Collectors.toSet());
    }

    private Acceptance.Addressee undecided(String id) {
        return new Acceptance.Addressee(ids.next(), id, UNDECIDED, DeliveryState.UNDECIDED);
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), VIETNAM);
    }
}
