package org.lienthong.bench;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Random;

/**
 * edXML documents of one size that differ in nothing but the number in their DocumentId. Their attachment is random bytes
 * behind a PDF's first line, because signed PDFs do not compress either.
 */
final class Documents {

    static final String SENDER = "B01";

    private static final String MARK = "BENCH-";
    private static final int DIGITS = 10;
    private static final byte[] MARK_BYTES = MARK.getBytes(StandardCharsets.US_ASCII);

    private final byte[] template;
    private final int digitsAt;

    private Documents(byte[] template) {
        this.template = template;
        this.digitsAt = find(template, template.length) + MARK_BYTES.length;
    }

    /** Documents of exactly {@code size} bytes, made from the example of a new document. */
    static Documents of(Path example, int size, String recipient) throws Exception {
        String text = Files.readString(example)
                .replaceFirst("(?s)<edXML:To>.*?</edXML:To>", "")
                .replace("<edXML:OrganId>G22<", "<edXML:OrganId>" + SENDER + "<")
                .replace("<edXML:OrganId>G15<", "<edXML:OrganId>" + recipient + "<")
                .replaceFirst("<edXML:DocumentId>[^<]*<", "<edXML:DocumentId>" + MARK + "0".repeat(DIGITS) + "<");
        String content = "(<edXML:ContentTransferEncoded [^>]*>)[^<]*<";
        int frame = text.replaceFirst(content, "$1<").getBytes(StandardCharsets.UTF_8).length;
        int base64 = (size - frame) / 4 * 4;
        byte[] attachment = new byte[base64 / 4 * 3];
        new Random(size).nextBytes(attachment);
        byte[] firstLine = "%PDF-1.7\n".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(firstLine, 0, attachment, 0, firstLine.length);
        String whole = text.replaceFirst(
                content,
                "$1" + Base64.getEncoder().encodeToString(attachment) + " ".repeat(size - frame - base64) + "<");
        return new Documents(whole.getBytes(StandardCharsets.UTF_8));
    }

    int size() {
        return template.length;
    }

    /** A copy to be numbered again and again by one thread. */
    byte[] copy() {
        return template.clone();
    }

    void number(byte[] copy, long number) {
        long rest = number;
        for (int i = DIGITS - 1; i >= 0; i--) {
            copy[digitsAt + i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }

    /** The number of a document, wherever it stands in its first bytes; -1 when there is none. */
    static long numberIn(byte[] bytes, int length) {
        int at = find(bytes, length);
        return at < 0 ? -1 : parse(bytes, at + MARK_BYTES.length);
    }

    /** The number in a DocumentId. */
    static long numberOf(String documentId) {
        return Long.parseLong(documentId.substring(MARK.length()));
    }

    private static long parse(byte[] bytes, int from) {
        long number = 0;
        for (int i = 0; i < DIGITS; i++) {
            number = number * 10 + bytes[from + i] - '0';
        }
        return number;
    }

    private static int find(byte[] bytes, int length) {
        for (int at = 0; at + MARK_BYTES.length + DIGITS <= length; at++) {
            if (bytes[at] == 'B' && matches(bytes, at)) {
                return at;
            }
        }
        return -1;
    }

    private static boolean matches(byte[] bytes, int at) {
        for (int i = 0; i < MARK_BYTES.length; i++) {
            if (bytes[at + i] != MARK_BYTES[i]) {
                return false;
            }
        }
        return true;
    }
}
