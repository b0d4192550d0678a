package org.lienthong.dossier.portal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.lienthong.call.SystemReply;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the portal's answers: JSON with {@code error_code} and {@code message}, a JSON text, or plain text. */
final class PortalMessage {

    private static final int LONGEST_WORDS = 500;
    private static final long LONGEST_WAIT_SECONDS = 3600;
    private static final JsonFactory JSON = new JsonFactory();

    private PortalMessage() {}

    /** What a service's answer means. */
    static Reply reply(SystemReply answer) {
        int status = answer.status();
        if (status == 0) {
            return Reply.of(answer.sent() ? Meaning.IN_DOUBT : Meaning.LATER);
        }
        if (status == 401) {
            return Reply.of(Meaning.SESSION_EXPIRED);
        }
        if (status == 429 || status == 503 || status >= 300 && status < 500 && status != 408) {
            return new Reply(Meaning.LATER, "status " + status, wait(answer.retryAfter()));
        }
        if (status >= 300 || status < 200) {
            return new Reply(Meaning.IN_DOUBT, "status " + status, wait(answer.retryAfter()));
        }
        return said(answer.body());
    }

    private static Reply said(byte[] body) {
        String code = null;
        String message = "";
        try (JsonParser in = JSON.createParser(ObjectReadContext.empty(), body)) {
            JsonToken first = in.nextToken();
            if (first == JsonToken.VALUE_STRING) {
                message = in.getString();
            } else if (first != JsonToken.START_OBJECT) {
                return new Reply(Meaning.IN_DOUBT, "", null);
            }
            while (first == JsonToken.START_OBJECT && in.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = in.currentName();
                JsonToken value = in.nextToken();
                if (!value.isScalarValue()) {
                    in.skipChildren();
                } else if (name.equals("error_code") && value != JsonToken.VALUE_NULL) {
                    code = in.getString().strip();
                } else if (name.equals("message") || name.equals("error_message") || name.equals("mess")) {
                    message = value == JsonToken.VALUE_NULL ? message : in.getString();
                }
            }
        } catch (JacksonException e) {
            message = new String(body, 0, Math.min(body.length, LONGEST_WORDS), UTF_8);
        }
        return new Reply(Wording.of(code, message), words(code, message), null);
    }

    /** For people: one line, not too long. */
    private static String words(@Nullable String code, String message) {
        String line = message.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        String text = line.isEmpty() && code != null ? "error_code " + code : line;
        return text.length() <= LONGEST_WORDS ? text : text.substring(0, LONGEST_WORDS);
    }

    /** The session of a login's answer; null when it has none. */
    static @Nullable String session(SystemReply answer) {
        if (answer.status() < 200 || answer.status() >= 300) {
            return null;
        }
        try {
            JsonNode read = JsonMapper.shared().readTree(answer.body());
            String session = read.path("session").asString("");
            String code = read.path("error_code").asString("0");
            return session.isEmpty() || !(code.equals("0") || code.equals("00")) ? null : session;
        } catch (JacksonException e) {
            return null;
        }
    }

    /** Retry-After in seconds; a date is not worth its trouble here, the hub's own pauses do. */
    private static @Nullable Duration wait(@Nullable String retryAfter) {
        if (retryAfter == null || !retryAfter.strip().matches("\\d{1,6}")) {
            return null;
        }
        return Duration.ofSeconds(Math.min(LONGEST_WAIT_SECONDS, Long.parseLong(retryAfter.strip())));
    }
}
