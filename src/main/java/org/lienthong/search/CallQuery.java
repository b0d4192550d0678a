package org.lienthong.search;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which calls of data services to find: those that satisfy all that is not null.
 *
 * @param consumer the agency that asked: id, code or alias
 * @param provider the agency that was asked
 * @param outcome {@code released}, {@code denied} or {@code failed}
 * @param from ended at or after
 * @param to ended before
 * @param limit 1 to {@value ExchangeQuery#MOST}
 * @param cursor index of the audit entry that the page before ended with
 */
public record CallQuery(
        @Nullable String consumer,
        @Nullable String provider,
        @Nullable String service,
        @Nullable String outcome,
        @Nullable Instant from,
        @Nullable Instant to,
        int limit,
        @Nullable Long cursor) {

    private static final Set<String> NAMES =
            Set.of("consumer", "provider", "service", "outcome", "from", "to", "limit", "cursor");
    private static final Set<String> OUTCOMES = Set.of("released", "denied", "failed");

    /** Of the parameters of a request, as {@link ExchangeQuery#of}. */
    public static CallQuery of(Map<String, String> given) {
        Map<String, String> some = ExchangeQuery.known(given, NAMES);
        String outcome = some.get("outcome");
        if (outcome != null && !OUTCOMES.contains(outcome)) {
            throw ExchangeQuery.refused("outcome", "is none of " + OUTCOMES);
        }
        return new CallQuery(
                some.get("consumer"),
                some.get("provider"),
                some.get("service"),
                outcome,
                ExchangeQuery.time("from", some.get("from"), 0),
                ExchangeQuery.time("to", some.get("to"), 1),
                ExchangeQuery.limit(some.get("limit")),
                cursor(some.get("cursor")));
    }

    private static @Nullable Long cursor(@Nullable String text) {
        try {
            return text == null ? null : Long.valueOf(text, Character.MAX_RADIX);
        } catch (NumberFormatException e) {
            throw Cursor.invalid();
        }
    }
}
