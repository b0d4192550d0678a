package org.lienthong.operation.deadletter;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lienthong.delivery.DeliveryState;
import org.lienthong.delivery.Kind;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.lienthong.problem.Violation;

/**
 * Which dead letters are meant: those that satisfy all that is there.
 *
 * @param deliveries ids, at most {@value #MOST}
 * @param agency id of the recipient
 * @param reasonGroup why they were given up
 * @param since given up at or after
 * @param until given up before
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Selection(
        @Nullable List<UUID> deliveries,
        @Nullable String agency,
        @Nullable String sender,
        @Nullable String reasonGroup,
        @Nullable String kind,
        @Nullable Instant since,
        @Nullable Instant until) {

    public static final int MOST = 1000;

    public Selection {
        if (deliveries != null) {
            deliveries = List.copyOf(deliveries);
            if (deliveries.isEmpty() || deliveries.size() > MOST) {
                throw refused(
                        "/deliveries", "must name 1 to " + MOST, "Hãy chọn từ 1 đến " + MOST + " lần chuyển phát.");
            }
        }
        group(reasonGroup);
        kind(kind);
    }

    /** Whether nothing is said: all dead letters. */
    @JsonIgnore
    public boolean isEverything() {
        return deliveries == null
                && agency == null
                && sender == null
                && reasonGroup == null
                && kind == null
                && since == null
                && until == null;
    }

    /** For people: what is meant, in a line. */
    String summary(long total) {
        StringBuilder text = new StringBuilder().append(total);
        append(text, "to", agency);
        append(text, "from", sender);
        append(text, "because", reasonGroup);
        append(text, "kind", kind);
        append(text, "since", since);
        append(text, "until", until);
        return text.toString();
    }

    private static void append(StringBuilder text, String word, @Nullable Object value) {
        if (value != null) {
            text.append(' ').append(word).append(' ').append(value);
        }
    }

    /** Conditions on a delivery {@code d} and its exchange {@code e}. */
    String where() {
        ReasonGroup group = group(reasonGroup);
        Kind chosen = kind(kind);
        return " d.state = " + DeliveryState.DEAD.ordinal()
                + (deliveries == null ? "" : " and d.id = any (:deliveries)")
                + (agency == null ? "" : " and d.recipient = :agency")
                + (sender == null ? "" : " and e.sender = :sender")
                + (since == null ? "" : " and d.changed_at >= :since")
                + (until == null ? "" : " and d.changed_at < :until")
                + (chosen == null ? "" : " and d.kind = " + chosen.ordinal())
                + (group == null ? "" : " and " + group.condition());
    }

    Map<String, @Nullable Object> parameters() {
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("deliveries", deliveries == null ? null : deliveries.toArray(UUID[]::new));
        values.put("agency", agency);
        values.put("sender", sender);
        values.put("since", since == null ? null : since.atOffset(ZoneOffset.UTC));
        values.put("until", until == null ? null : until.atOffset(ZoneOffset.UTC));
        return values;
    }

    private static @Nullable ReasonGroup group(@Nullable String word) {
        if (word == null) {
            return null;
        }
        for (ReasonGroup group : ReasonGroup.values()) {
            if (group.word().equals(word)) {
                return group;
            }
        }
        throw refused("/reasonGroup", "is not known", "Không có nhóm lý do này.");
    }

    private static @Nullable Kind kind(@Nullable String word) {
        if (word == null) {
            return null;
        }
        for (Kind kind : Kind.values()) {
            if (kind.wireName().equals(word)) {
                return kind;
            }
        }
        throw refused("/kind", "is not known", "Không có loại bản tin này.");
    }

    private static ProblemException refused(String pointer, String demand, String vietnamese) {
        return new ProblemException(
                ProblemType.SCHEMA_VIOLATION,
                "'" + pointer.substring(1) + "' " + demand + ".",
                vietnamese,
                new Violation(pointer, demand));
    }
}
