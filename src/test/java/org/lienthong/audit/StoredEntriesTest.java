package org.lienthong.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Entries as hubs wrote them before entries had parts, one of each shape: a log of then must verify for ever, so what they
 * say still has to make the same bytes.
 */
class StoredEntriesTest {

    private static final JsonMapper JSON = new JsonMapper();

    static Stream<String> lines() throws IOException {
        try (InputStream stored = StoredEntriesTest.class.getResourceAsStream("/audit/entries.jsonl")) {
            return new String(stored.readAllBytes(), UTF_8).lines().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("lines")
    void areMadeAgainByteForByte(String line) {
        assertThat(new String(entry(JSON.readTree(line)).toCanonicalJson(), UTF_8))
                .isEqualTo(line);
    }

    @Test
    void areOfMostEvents() throws IOException {
        assertThat(lines().map(line -> JSON.readTree(line).get("event").stringValue())
                        .distinct())
                .hasSizeGreaterThan(25);
    }

    private static AuditEntry entry(JsonNode stored) {
        AuditEvent event = Arrays.stream(AuditEvent.values())
                .filter(one -> one.word().equals(text(stored, "event")))
                .findFirst()
                .orElseThrow();
        Who who = Who.of(stored.get("actor").stringValue(), text(stored, "system"))
                .to(text(stored, "subject"));
        String exchange = text(stored, "exchange");
        About about = About.message(
                        exchange == null ? null : UUID.fromString(exchange),
                        text(stored, "kind"),
                        text(stored, "documentId"))
                .type(text(stored, "businessType"))
                .to(words(stored, "recipients"));
        Instant at = Instant.parse(stored.get("ts").stringValue());
        return AuditEntry.of(event, at, who, origin(stored))
                .about(about)
                .content(text(stored, "sha256"), number(stored, "size"))
                .result(text(stored, "result"))
                .detail(detail(stored));
    }

    private static Origin origin(JsonNode stored) {
        Long version = number(stored, "configuration");
        return Origin.of(text(stored, "channel"), stored.get("trace").stringValue())
                .by(
                        version == null
                                ? null
                                : new Origin.Configuration(
                                        version,
                                        number(stored, "parent"),
                                        text(stored, "difference"),
                                        text(stored, "reason")));
    }

    private static @Nullable Detail detail(JsonNode stored) {
        if (stored.has("attempt")) {
            Long answer = number(stored, "answer");
            return new Detail.Attempt(
                    stored.get("attempt").intValue(),
                    answer == null ? null : Math.toIntExact(answer),
                    number(stored, "millis"));
        }
        if (stored.has("root")) {
            return new Detail.Records(
                    stored.get("root").stringValue(), stored.get("count").longValue());
        }
        return !stored.has("commit") && !stored.has("agreement")
                ? null
                : new Detail.Access(
                        text(stored, "provider"),
                        text(stored, "providerSystem"),
                        text(stored, "service"),
                        words(stored, "fields"),
                        text(stored, "purpose"),
                        text(stored, "procedure"),
                        text(stored, "agreement"),
                        text(stored, "legalBasis"),
                        text(stored, "commit"));
    }

    private static @Nullable String text(JsonNode stored, String name) {
        return stored.has(name) ? stored.get(name).stringValue() : null;
    }

    private static @Nullable Long number(JsonNode stored, String name) {
        return stored.has(name) ? stored.get(name).longValue() : null;
    }

    private static List<String> words(JsonNode stored, String name) {
        return !stored.has(name)
                ? List.of()
                : stored.get(name).valueStream().map(JsonNode::stringValue).toList();
    }
}
