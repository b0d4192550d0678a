package org.lienthong;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/**
 * Names, numbers and tokens that a test sends through the hub and looks for afterwards: each occurs nowhere else. They
 * are looked for as UTF-8, in hexadecimal (how PostgreSQL shows bytes) and percent-encoded.
 */
final class Seeds {

    private static final int LONGEST_FILE = 256 << 20;

    private final Map<String, List<String>> needles = new LinkedHashMap<>();

    /** Twelve digits that are no person's: no province has the number 000. */
    String pin() {
        return remember("000" + digits(9));
    }

    String name() {
        return remember("Thử Nghiệm " + word());
    }

    String token() {
        return remember(word() + word());
    }

    String mobile() {
        return remember("090" + digits(7));
    }

    /** Remembers what was made up elsewhere. */
    String remember(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        needles.put(
                value,
                Stream.of(
                                new String(utf8, StandardCharsets.ISO_8859_1),
                                HexFormat.of().formatHex(utf8),
                                URLEncoder.encode(value, StandardCharsets.UTF_8))
                        .distinct()
                        .toList());
        return value;
    }

    void assertNowhereIn(String place, String text) {
        assertThat(found(text.getBytes(StandardCharsets.UTF_8))).as(place).isEmpty();
    }

    void assertNowhereUnder(Path directory) {
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                found(read(file)).forEach(seed -> found.add(seed + " in " + directory.relativize(file)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThat(found).isEmpty();
    }

    /** A file that is gone meanwhile, as the embedded stores recycle theirs, holds nothing. */
    private static byte[] read(Path file) {
        try {
            assertThat(Files.size(file)).as(file.toString()).isLessThan(LONGEST_FILE);
            return Files.readAllBytes(file);
        } catch (IOException e) {
            return new byte[0];
        }
    }

    private List<String> found(byte[] content) {
        String latin = new String(content, StandardCharsets.ISO_8859_1);
        return needles.entrySet().stream()
                .filter(seed -> seed.getValue().stream().anyMatch(latin::contains))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static String digits(int count) {
        return ThreadLocalRandom.current()
                .ints(count, 0, 10)
                .collect(StringBuilder::new, StringBuilder::append, StringBuilder::append)
                .toString();
    }

    private static String word() {
        return ThreadLocalRandom.current()
                .ints(12, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
