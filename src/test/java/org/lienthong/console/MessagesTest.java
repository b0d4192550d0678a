package org.lienthong.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.lienthong.agency.Delivery;
import org.lienthong.agreement.DenialReason;
import org.lienthong.audit.AuditEvent;
import org.lienthong.delivery.DeliveryState;
import org.lienthong.document.BusinessState;
import org.lienthong.document.StatusCode;
import org.lienthong.operation.deadletter.ReasonGroup;
import org.lienthong.publish.Version;

/** Both languages say the same things, nothing is left unsaid, and nothing is said that no page shows. */
class MessagesTest {

    private static final Path TEMPLATES = Path.of("src/main/resources/templates/console");
    private static final Path CODE = Path.of("src/main/java/org/lienthong/console");

    /** A whole key, in {@code #{key}} or in quotes; and the beginning of one, that code completes. */
    private static final Pattern WHOLE =
            Pattern.compile("#\\{([a-z][A-Za-z0-9.-]*)[}(]|[\"']([a-z][A-Za-z0-9-]*(?:\\.[A-Za-z0-9-]+)+)[\"']");

    private static final Pattern BEGINNING = Pattern.compile("[\"']([a-z][A-Za-z0-9-]*(?:\\.[a-z-]+)*\\.)[\"'] ?[+,]");

    private static Properties read(String file) throws IOException {
        Properties messages = new Properties();
        try (InputStream in = MessagesTest.class.getResourceAsStream("/console/" + file)) {
            messages.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        }
        return messages;
    }

    private static Set<String> keys(String file) throws IOException {
        return new TreeSet<>(read(file).stringPropertyNames());
    }

    private static Set<String> found(Pattern pattern) throws IOException {
        Set<String> found = new TreeSet<>();
        try (Stream<Path> files = Stream.concat(Files.walk(TEMPLATES), Files.walk(CODE))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Matcher matcher = pattern.matcher(Files.readString(file));
                while (matcher.find()) {
                    found.add(matcher.group(1) != null ? matcher.group(1) : matcher.group(2));
                }
            }
        }
        return found;
    }

    @Test
    void bothLanguagesHaveTheSameKeys() throws IOException {
        assertThat(keys("messages_en.properties")).isEqualTo(keys("messages.properties"));
    }

    @Test
    void nothingIsEmptyAndTheSamePlacesAreFilledIn() throws IOException {
        Properties english = read("messages_en.properties");
        read("messages.properties").forEach((key, vietnamese) -> {
            String other = english.getProperty((String) key);
            assertThat((String) vietnamese).as("%s", key).isNotBlank();
            assertThat(other).as("%s", key).isNotBlank();
            assertThat(places(other)).as("%s", key).isEqualTo(places((String) vietnamese));
        });
    }

    private static Set<String> places(String message) {
        Set<String> places = new TreeSet<>();
        Matcher place = Pattern.compile("\\{[0-9]").matcher(message);
        while (place.find()) {
            places.add(place.group());
        }
        return places;
    }

    @Test
    void everyKeyOfATemplateIsThere() throws IOException {
        Set<String> keys = keys("messages.properties");
        Set<String> shown = new TreeSet<>();
        try (Stream<Path> files = Files.walk(TEMPLATES)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Matcher key = Pattern.compile("#\\{([a-z][A-Za-z0-9.-]*)[}(]").matcher(Files.readString(file));
                while (key.find()) {
                    shown.add(key.group(1));
                }
            }
        }
        assertThat(keys).containsAll(shown);
    }

    @Test
    void everyWordOfAnEnumIsThere() throws IOException {
        Set<String> keys = keys("messages.properties");
        for (Area area : Area.values()) {
            assertThat(keys).contains("area." + area.word());
        }
        for (Light.Level level : Light.Level.values()) {
            assertThat(keys).contains("level." + level.word(), "overview.headline." + level.word());
        }
        for (AuditEvent event : AuditEvent.values()) {
            assertThat(keys).contains("event." + event.word());
        }
        for (BusinessState state : BusinessState.values()) {
            assertThat(keys).contains("business." + state.name().toLowerCase(Locale.ROOT));
        }
        for (StatusCode code : StatusCode.values()) {
            assertThat(keys).contains("status." + code.wire());
        }
        for (DeliveryState state : DeliveryState.values()) {
            assertThat(keys).contains("state." + state.wireName());
        }
        for (Delivery.Mode mode : Delivery.Mode.values()) {
            assertThat(keys).contains("mode." + mode.name().toLowerCase(Locale.ROOT));
        }
        for (DenialReason reason : DenialReason.values()) {
            assertThat(keys).contains("denial." + reason.slug());
        }
        for (ReasonGroup group : ReasonGroup.values()) {
            assertThat(keys).contains("group." + group.word());
        }
        for (Version.State state : Version.State.values()) {
            assertThat(keys).contains("version.state." + state.word());
        }
    }

    @Test
    void everyKeyIsUsed() throws IOException {
        Set<String> whole = found(WHOLE);
        Set<String> beginnings = found(BEGINNING);
        assertThat(keys("messages.properties"))
                .allMatch(key -> whole.contains(key) || beginnings.stream().anyMatch(key::startsWith));
    }
}
