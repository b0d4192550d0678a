package org.lienthong.document;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

/** The messages under {@code examples/} and a reader whose clock stands shortly after them. */
final class Examples {

    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T03:00:00Z"), ZoneOffset.UTC);

    private Examples() {}

    static byte[] bytes(String name) {
        try {
            return Files.readAllBytes(Path.of("examples", name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(String name) {
        return new String(bytes(name), StandardCharsets.UTF_8);
    }

    static EdxmlReader reader() {
        return new EdxmlReader(EdxmlLimits.defaults(), CLOCK);
    }

    static Edxml read(byte[] bytes) {
        try {
            return reader().read(new ByteArrayInputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Edxml read(String xml) {
        return read(xml.getBytes(StandardCharsets.UTF_8));
    }

    static EdxmlDocument document(String name) {
        return (EdxmlDocument) read(bytes(name));
    }

    static EdxmlStatus status(String name) {
        return (EdxmlStatus) read(bytes(name));
    }
}
