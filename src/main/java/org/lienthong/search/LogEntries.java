package org.lienthong.search;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The audit log's entries about one exchange. */
final class LogEntries {

    private static final int MOST = 5000; // an exchange has at most 1000 recipients

    private static final Set<String> ATTEMPTS = Set.of("delivered", "attempt-failed", "dead-lettered", "rejected");
    private static final Set<String> CALLED = Set.of("push", "jms", "broker");
    private static final Pattern ANSWERED = Pattern.compile("answered ([1-5][0-9]{2})");

    private final JdbcClient jdbc;
    private final JsonMapper json;

    LogEntries(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** One entry as it was logged. */
    record Entry(long index, JsonNode line) {

        String event() {
            return line.get("event").asString();
        }

        String actor() {
            return line.get("actor").asString();
        }

        Instant at() {
            return Instant.parse(line.get("ts").asString());
        }

        @Nullable
        String text(String member) {
            JsonNode value = line.get(member);
            return value == null ? null : value.asString();
        }

        @Nullable
        Integer number(String member) {
            JsonNode value = line.get(member);
            return value == null ? null : (Integer) value.asInt();
        }

        List<String> texts(String member) {
            List<String> texts = new ArrayList<>();
            JsonNode values = line.get(member);
            if (values != null) {
                values.forEach(value -> texts.add(value.asString()));
            }
            return texts;
        }

        /** @param attempt which attempt of a delivery this was, or null */
        Story.Step step(@Nullable Integer attempt) {
            Integer millis = number("millis");
            String result = text("result");
            return new Story.Step(
                    index,
                    at(),
                    event(),
                    actor(),
                    text("subject"),
                    text("channel"),
                    text("system"),
                    result,
                    attempt,
                    attempt == null ? null : answer(result),
                    millis == null ? null : (Long) millis.longValue());
        }

        /** Whether it tells of an attempt to bring a delivery to a recipient that is called, or has a queue. */
        boolean isAttempt() {
            return ATTEMPTS.contains(event()) && CALLED.contains(String.valueOf(text("channel")));
        }

        private static @Nullable Integer answer(@Nullable String result) {
            Matcher answered = ANSWERED.matcher(String.valueOf(result));
            return answered.matches() ? Integer.valueOf(answered.group(1)) : null;
        }
    }

    /** The attempts of each recipient numbered; entries of old do not say which attempt they are. */
    static List<Story.Step> steps(List<Entry> entries) {
        Map<String, Integer> attempts = new HashMap<>();
        return entries.stream()
                .map(entry -> entry.step(attempt(entry, attempts)))
                .toList();
    }

    private static @Nullable Integer attempt(Entry entry, Map<String, Integer> attempts) {
        Integer said = entry.number("attempt");
        if (said != null || !entry.isAttempt()) {
            return said;
        }
        return attempts.merge(String.valueOf(entry.text("subject")), 1, Integer::sum);
    }

    /** Oldest first. */
    List<Entry> of(UUID exchange) {
        return jdbc.sql("select idx, entry from audit_entry where exchange_id = ? order by idx limit ?")
                .param(exchange)
                .param(MOST)
                .query((row, number) -> new Entry(row.getLong("idx"), json.readTree(row.getBytes("entry"))))
                .list();
    }
}
