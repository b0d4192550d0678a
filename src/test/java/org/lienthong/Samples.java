package org.lienthong;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** The messages under {@code examples/}, as they are and renumbered so that each test has documents of its own. */
final class Samples {

    /** The number of the document that all examples are about. */
    static final int NUMBER = 9001;

    private static final AtomicInteger LAST_NUMBER = new AtomicInteger(20_000);

    private Samples() {}

    /** The shipped bytes. */
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

    /** A number that no other test uses, with room for the ones after it. */
    static int freshNumber() {
        return LAST_NUMBER.addAndGet(10);
    }

    /** The id of a document of that number, by G22. */
    static String documentId(int number) {
        return "G22,2026/11/20," + number + "/VPCP-KSTT";
    }

    /** An example, about document {@code number} in place of 9001, 9002 … becoming the numbers after it. */
    static String numbered(String name, int number) {
        String text = text(name);
        for (int i = 0; i < 10; i++) {
            text = text.replace(Integer.toString(NUMBER + i), Integer.toString(number + i));
        }
        return text;
    }

    /** A new document of that number to H41 and G15. */
    static String document(int number) {
        return numbered("documents/new.edxml", number);
    }

    /** A new document of a number that nobody used before. */
    static String document() {
        return document(freshNumber());
    }

    /** A new document to other recipients than the example's. */
    static String documentTo(int number, String first, String second) {
        return changed(
                changed(document(number), ">H41</edXML:OrganId>", ">" + first + "</edXML:OrganId>"),
                ">G15</edXML:OrganId>",
                ">" + second + "</edXML:OrganId>");
    }

    static String status(String name, int number) {
        return numbered("statuses/" + name + ".edxml", number);
    }

    static String changed(String xml, String from, String to) {
        assertThat(xml).contains(from);
        return xml.replace(from, to);
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
