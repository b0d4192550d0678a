package org.lienthong.search;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The audit log's entries about one exchange. */
final class LogEntries {

    private static final int MOST = 5000; // an exchange has at most 1000 recipients

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

        Story.Step step() {
            Integer millis = number("millis");
            return new Story.Step(
                    index,
                    at(),
                    event(),
                    actor(),
                    text("subject"),
                    text("channel"),
                    text("system"),
                    text("result"),
                    number("attempt"),
                    number("answer"),
                    millis == null ? null : (Long) millis.longValue());
        }
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
