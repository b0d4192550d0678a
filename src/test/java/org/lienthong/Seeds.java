package org.lienthong;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Names, numbers and tokens that a test sends through the hub and looks for afterwards: each occurs nowhere else. They
 * are looked for as UTF-8, in hexadecimal (how PostgreSQL shows bytes) and percent-encoded.
 */
final class Seeds {

    private static final int PIECE = 8 << 20;

    /** No needle is longer, so that one across the border of two pieces is found, too. */
    private static final int OVERLAP = 1024;

    private final Map<String, List<byte[]>> needles = new LinkedHashMap<>();
    private final boolean[] beginnings = new boolean[1 << 16];

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
        List<byte[]> forms = List.of(
                utf8,
                HexFormat.of().formatHex(utf8).getBytes(StandardCharsets.US_ASCII),
                URLEncoder.encode(value, StandardCharsets.UTF_8).getBytes(StandardCharsets.US_ASCII));
        needles.put(value, forms);
        forms.forEach(form -> beginnings[hash(ByteBuffer.wrap(form).getInt())] = true);
        return value;
    }

    void assertNowhereIn(String place, String text) {
        assertThat(found(text.getBytes(StandardCharsets.UTF_8))).as(place).isEmpty();
    }

    void assertNowhereUnder(Path directory) {
        List<String> found = new ArrayList<>();
        try {
            Files.walkFileTree(directory, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    found(file).forEach(seed -> found.add(seed + " in " + directory.relativize(file)));
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path gone, IOException e) {
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThat(found).isEmpty();
    }

    /** A file that is gone meanwhile, as the embedded stores recycle theirs, holds nothing. */
    private Set<String> found(Path file) {
        Set<String> found = new LinkedHashSet<>();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] window = new byte[OVERLAP + PIECE];
            int kept = 0;
            int read;
            while ((read = in.readNBytes(window, kept, PIECE)) > 0) {
                int end = kept + read;
                found.addAll(found(window, end));
                kept = Math.min(OVERLAP, end);
                System.arraycopy(window, end - kept, window, 0, kept);
            }
        } catch (IOException e) {
            return found;
        }
        return found;
    }

    private Set<String> found(byte[] content) {
        return found(content, content.length);
    }

    /** One pass however many needles there are: only where four bytes are like the beginning of one is it compared. */
    private Set<String> found(byte[] content, int end) {
        Set<String> found = new LinkedHashSet<>();
        int last = 0;
        for (int i = 0; i < end; i++) {
            last = last << 8 | content[i] & 0xff;
            if (i >= 3 && beginnings[hash(last)]) {
                int at = i - 3;
                needles.forEach((seed, forms) -> {
                    if (forms.stream().anyMatch(form -> isAt(content, at, end, form))) {
                        found.add(seed);
                    }
                });
            }
        }
        return found;
    }

    private static boolean isAt(byte[] content, int at, int end, byte[] needle) {
        return at + needle.length <= end && Arrays.equals(content, at, at + needle.length, needle, 0, needle.length);
    }

    private static int hash(int fourBytes) {
        return fourBytes * 0x9E3779B1 >>> 16;
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
