package org.lienthong.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.lienthong.problem.ProblemType.*;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lienthong.problem.ProblemException;

class AttachmentTest {

    private static final String GOOD = Examples.text("documents/new.edxml");
    private static final String CONTENT = "JVBERi0xLjcKJSBzeW50aGV0aWMK";

    private static String carrying(String base64) {
        return GOOD.replace(CONTENT, base64);
    }

    private static Attachment accepted(byte[] content) {
        String base64 = Base64.getEncoder().encodeToString(content);
        return ((EdxmlDocument) Examples.read(carrying(base64))).attachments().get(0);
    }

    private static ProblemException refused(byte[] content) {
        ProblemException e = catchThrowableOfType(ProblemException.class, () -> accepted(content));
        assertThat(e).as("a refusal").isNotNull();
        return e;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] zip(Object... namesAndContents) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (int i = 0; i < namesAndContents.length; i += 2) {
                zip.putNextEntry(new ZipEntry((String) namesAndContents[i]));
                zip.write((byte[]) namesAndContents[i + 1]);
                zip.closeEntry();
            }
        }
        return out.toByteArray();
    }

    private static byte[] stored(String name, byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            CRC32 crc = new CRC32();
            crc.update(content);
            ZipEntry entry = new ZipEntry(name);
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(content.length);
            entry.setCrc(crc.getValue());
            zip.putNextEntry(entry);
            zip.write(content);
            zip.closeEntry();
        }
        return out.toByteArray();
    }

    @Test
    void decodesHashesAndCounts() throws Exception {
        for (int size : new int[] {0, 1, 2, 3, 1023, 1024, 12 * 1024 + 1, 100_003}) {
            byte[] content = new byte[size];
            new Random(size).nextBytes(content);
            if (size > 0) {
                content[0] = '%';
            }
            Attachment attachment = accepted(content);
            assertThat(attachment.size()).isEqualTo(size);
            assertThat(attachment.sha256())
                    .isEqualTo(HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(content)));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "JVBE Ri0x\r\n\tLjcK\nJSBzeW50aGV0aWMK\n",
                "\n  JVBERi0xLjcKJSBz\n  eW50aGV0aWMK\n  ",
                "JVBERi0x<!-- c -->LjcKJSBzeW50aGV0aWMK",
                "<![CDATA[JVBERi0xLjcKJSBzeW50aGV0aWMK]]>",
                "JVBERi0xLjcKJSBzeW50aGV0aWM&#75;"
            })
    void toleratesHowBase64IsLaidOut(String base64) {
        Attachment attachment =
                ((EdxmlDocument) Examples.read(carrying(base64))).attachments().get(0);

        assertThat(attachment.size()).isEqualTo(21);
        assertThat(attachment.sha256()).startsWith("4108cd3b");
    }

    @Test
    void toleratesMissingPadding() {
        assertThat(((EdxmlDocument) Examples.read(carrying("JVBERi0"))).attachments())
                .extracting(Attachment::size)
                .containsExactly(5L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"MZ\u0090\0\u0003", "\u007fELF\u0002", "#!/bin/sh\n", "#!", "MZ"})
    void refusesProgramsWhateverTheLabel(String content) throws IOException {
        assertThat(refused(ascii(content)).type()).isEqualTo(UNSUPPORTED_ATTACHMENT_TYPE);
        assertThat(refused(zip("a.pdf", ascii(content))).type()).isEqualTo(UNSUPPORTED_ATTACHMENT_TYPE);
        assertThat(refused(stored("a.pdf", ascii(content))).type()).isEqualTo(UNSUPPORTED_ATTACHMENT_TYPE);
    }

    @Test
    void refusesTheMalwareTestFile() throws IOException {
        byte[] eicar = ascii("%PDF-1.7\n X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-" + "STANDARD-ANTIVIRUS-TEST-FILE!$H+H*");

        assertThat(refused(eicar).type()).isEqualTo(MALWARE_SUSPECTED);
        assertThat(refused(zip("a.txt", eicar)).type()).isEqualTo(MALWARE_SUSPECTED);
        assertThat(refused(stored("a.txt", eicar)).type()).isEqualTo(MALWARE_SUSPECTED);
    }

    @Test
    void acceptsHonestArchives() throws IOException {
        byte[] text = ascii("Bao cao\n".repeat(500));
        byte[] inner = zip("word/document.xml", text, "[Content_Types].xml", text);

        accepted(inner);
        accepted(zip("9001.docx", inner));
        accepted(stored("9001.docx", inner));
        accepted(ascii("PK\u0003\u0004 not really an archive, but nobody can open it either"));
    }

    @Test
    void refusesAZipBomb() throws IOException {
        assertThat(refused(zip("zeros", new byte[20_000_000])).type()).isEqualTo(ARCHIVE_LIMIT_EXCEEDED);
    }

    @Test
    void refusesABombInAnArchive() throws IOException {
        byte[] bomb = zip("zeros", new byte[20_000_000]);

        assertThat(refused(zip("inner.zip", bomb)).type()).isEqualTo(ARCHIVE_LIMIT_EXCEEDED);
        assertThat(refused(stored("inner.zip", bomb)).type()).isEqualTo(ARCHIVE_LIMIT_EXCEEDED);
    }

    @Test
    void refusesArchivesNestedTooDeep() throws IOException {
        byte[] nested = zip("x", ascii("x"));
        for (int i = 0; i < 5; i++) {
            nested = zip("n.zip", nested);
        }
        assertThat(refused(nested).type()).isEqualTo(ARCHIVE_LIMIT_EXCEEDED);
    }

    @Test
    void refusesTooManyEntries() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.setLevel(Deflater.NO_COMPRESSION);
            for (int i = 0; i < 1001; i++) {
                zip.putNextEntry(new ZipEntry("e" + i));
                zip.closeEntry();
            }
        }
        assertThat(refused(out.toByteArray()).type()).isEqualTo(ARCHIVE_LIMIT_EXCEEDED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../etc/x", "/etc/x", "a/../../x", "..\\x", "C:\\x", "C:x"})
    void refusesEntriesThatLeaveTheirFolder(String name) throws IOException {
        assertThat(refused(zip("ok.txt", ascii("ok"), name, ascii("x"))).type()).isEqualTo(ARCHIVE_LIMIT_EXCEEDED);
    }

    @Test
    void refusesACentralDirectoryThatClaimsTooMuch() throws IOException {
        byte[] zip = zip("a", ascii("x"));
        for (int at = 0; at + 28 < zip.length; at++) {
            if (zip[at] == 'P' && zip[at + 1] == 'K' && zip[at + 2] == 1 && zip[at + 3] == 2) {
                zip[at + 27] = 0x7f;
            }
        }
        assertThat(refused(zip).type()).isEqualTo(ARCHIVE_LIMIT_EXCEEDED);
    }

    @Test
    void refusesAnAttachmentThatIsTooLarge() {
        EdxmlLimits d = EdxmlLimits.defaults();
        EdxmlLimits small = new EdxmlLimits(
                d.depth(),
                d.attributes(),
                d.nameLength(),
                d.fieldLength(),
                d.headerBytes(),
                d.headerElements(),
                d.elements(),
                d.recipients(),
                d.attachments(),
                d.attachmentNameLength(),
                20,
                d.archives(),
                d.secrecy());

        ProblemException e = catchThrowableOfType(ProblemException.class, () -> new EdxmlReader(small, Examples.CLOCK)
                .read(new ByteArrayInputStream(Examples.bytes("documents/new.edxml"))));

        assertThat(e.type()).isEqualTo(PAYLOAD_TOO_LARGE);
    }

    @Test
    void streamsALargeAttachment() throws IOException {
        long encoded = 300L * 1024 * 1024;
        int cut = GOOD.indexOf(CONTENT);
        InputStream in = new SequenceInputStream(java.util.Collections.enumeration(List.of(
                new ByteArrayInputStream(GOOD.substring(0, cut).getBytes(StandardCharsets.UTF_8)),
                new Endless(encoded),
                new ByteArrayInputStream(GOOD.substring(cut + CONTENT.length()).getBytes(StandardCharsets.UTF_8)))));
        Runtime runtime = Runtime.getRuntime();
        System.gc();
        long before = runtime.totalMemory() - runtime.freeMemory();

        EdxmlDocument document = (EdxmlDocument) Examples.reader().read(in);

        System.gc();
        long after = runtime.totalMemory() - runtime.freeMemory();
        assertThat(document.attachments().get(0).size()).isEqualTo(encoded / 4 * 3);
        assertThat(after - before).isLessThan(20L * 1024 * 1024);
    }

    /** So many letters of base64. */
    private static final class Endless extends InputStream {
        private long left;

        Endless(long length) {
            left = length;
        }

        @Override
        public int read() {
            return left-- > 0 ? 'J' : -1;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            int n = (int) Math.min(left, length);
            java.util.Arrays.fill(target, offset, offset + n, (byte) 'J');
            left -= n;
            return n == 0 ? -1 : n;
        }
    }
}
