package org.lienthong.operation.deadletter;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Why deliveries were given up, as far as it tells an operator what to do. */
public enum ReasonGroup {
    /** The recipient answered "not now": busy, or it does not know the hub. */
    ANSWERED_4XX("answered 4%"),
    /** The recipient's system fails. */
    ANSWERED_5XX("answered 5%"),
    /** No connection, or no answer in time. */
    NO_ANSWER("no answer%"),
    /** The recipient's queue at the broker takes nothing. */
    NOT_QUEUED("not queued%"),
    /** The register has no such agency or system. */
    NOT_REGISTERED("agency %"),
    /** Attempts ended without any outcome. */
    ABANDONED("given up by the broker%"),
    /** Anything else. */
    OTHER("%");

    private final String pattern;

    ReasonGroup(String pattern) {
        this.pattern = pattern;
    }

    /** The word on the wire, for example {@code no-answer}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static ReasonGroup of(@Nullable String reason) {
        for (ReasonGroup group : values()) {
            String beginning = group.pattern.substring(0, group.pattern.length() - 1);
            if (String.valueOf(reason).startsWith(beginning)) {
                return group;
            }
        }
        return OTHER;
    }

    /** What the column {@code d.reason} must satisfy. */
    String condition() {
        if (this != OTHER) {
            return "d.reason like '" + pattern + "'";
        }
        StringBuilder none = new StringBuilder("(d.reason is null or true");
        for (ReasonGroup group : values()) {
            if (group != OTHER) {
                none.append(" and d.reason not like '").append(group.pattern).append('\'');
            }
        }
        return none.append(')').toString();
    }
}
