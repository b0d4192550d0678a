package org.lienthong.search;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.lienthong.delivery.DeliveryState;
import org.lienthong.delivery.Kind;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.lienthong.problem.Violation;

/**
 * What to find: an exchange must satisfy all that is not null.
 *
 * @param id the exchange itself
 * @param code number and notation of a document, or how they begin: {@code 9001} or {@code 9001/VPCP}; statuses too
 * @param documentId the edXML DocumentId, with its statuses
 * @param dossier a dossier's code, the portal's or the one-stop system's
 * @param agency sent or received by this agency: an id, code or alias of any time
 * @param from accepted at or after
 * @param to accepted before
 * @param state of a delivery; with {@code recipient}, of the delivery to it
 * @param exact whether only the agency itself is meant, not those that it came from or went into
 * @param limit 1 to {@value #MOST}
 * @param cursor {@code next} of the page before, found with the same query
 */
public record ExchangeQuery(
        @Nullable UUID id,
        @Nullable String code,
        @Nullable String documentId,
        @Nullable String dossier,
        @Nullable String agency,
        @Nullable String sender,
        @Nullable String recipient,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable DeliveryState state,
        @Nullable Kind kind,
        boolean exact,
        int limit,
        @Nullable String cursor) {

    public static final int MOST = 200;

    private static final int USUAL = 50;
    private static final int LONGEST = 500;
    private static final ZoneId VIETNAM = ZoneId.of("Asia/Ho_Chi_Minh");
    private static final Set<String> NAMES = Set.of(
            "id",
            "code",
            "documentId",
            "dossier",
            "agency",
            "sender",
            "recipient",
            "from",
            "to",
            "state",
            "kind",
            "exact",
            "limit",
            "cursor");

    public ExchangeQuery {
        if (limit < 1 || limit > MOST) {
            throw refused("limit", "must be 1 to " + MOST);
        }
    }

    /**
     * Of the parameters of a request; blank ones count as absent, as browsers send them.
     *
     * @throws ProblemException when one is not known or not usable
     */
    public static ExchangeQuery of(Map<String, String> given) {
        Map<String, String> some = known(given, NAMES);
        return new ExchangeQuery(
                id(some.get("id")),
                some.get("code"),
                some.get("documentId"),
                some.get("dossier"),
                some.get("agency"),
                some.get("sender"),
                some.get("recipient"),
                time("from", some.get("from"), 0),
                time("to", some.get("to"), 1),
                word("state", DeliveryState.class, some.get("state")),
                word("kind", Kind.class, some.get("kind")),
                Boolean.parseBoolean(some.get("exact")),
                limit(some.get("limit")),
                some.get("cursor"));
    }

    /** Those that are there, composed (NFC). */
    static Map<String, String> known(Map<String, String> given, Set<String> names) {
        Map<String, String> some = new TreeMap<>();
        given.forEach((name, value) -> {
            if (!names.contains(name)) {
                throw refused(name, "is not a parameter of this call");
            }
            if (value.length() > LONGEST) {
                throw refused(name, "has at most " + LONGEST + " characters");
            }
            if (!value.isBlank()) {
                some.put(name, Normalizer.normalize(value.strip(), Normalizer.Form.NFC));
            }
        });
        return some;
    }

    /** Tells queries apart, so that nobody goes on in one with the cursor of another. */
    int fingerprint() {
        CRC32 sum = new CRC32();
        String all = String.valueOf(id)
                + code
                + '\n'
                + documentId
                + '\n'
                + dossier
                + '\n'
                + agency
                + '\n'
                + sender
                + '\n'
                + recipient
                + from
                + to
                + state
                + kind
                + exact;
        sum.update(all.getBytes(StandardCharsets.UTF_8));
        return (int) sum.getValue();
    }

    private static @Nullable UUID id(@Nullable String text) {
        try {
            return text == null ? null : UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw refused("id", "must be an exchange id");
        }
    }

    /** A time with an offset, or a day in Vietnam. */
    static @Nullable Instant time(String name, @Nullable String text, int days) {
        try {
            if (text == null) {
                return null;
            }
            return text.length() == "2026-11-22".length()
                    ? LocalDate.parse(text).plusDays(days).atStartOfDay(VIETNAM).toInstant()
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw refused(name, "must be a day, or a time with an offset such as 2026-11-22T10:00:00+07:00");
        }
    }

    private static <E extends Enum<E>> @Nullable E word(String name, Class<E> type, @Nullable String word) {
        if (word == null) {
            return null;
        }
        try {
            return Enum.valueOf(type, word.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw refused(
                    name,
                    "is none of "
                            + java.util.Arrays.toString(type.getEnumConstants()).toLowerCase(Locale.ROOT));
        }
    }

    static int limit(@Nullable String text) {
        try {
            int limit = text == null ? USUAL : Integer.parseInt(text);
            if (limit >= 1 && limit <= MOST) {
                return limit;
            }
        } catch (NumberFormatException e) {
            throw refused("limit", "must be 1 to " + MOST);
        }
        throw refused("limit", "must be 1 to " + MOST);
    }

    static ProblemException refused(String parameter, String demand) {
        return new ProblemException(
                ProblemType.MALFORMED_REQUEST,
                "The parameter '" + shown(parameter) + "' " + demand + ".",
                "Tham số tìm kiếm không hợp lệ.",
                new Violation(shown(parameter), demand));
    }

    /** What somebody made up is not echoed. */
    private static String shown(String parameter) {
        return parameter.matches("[A-Za-z]{1,20}") ? parameter : "…";
    }
}
