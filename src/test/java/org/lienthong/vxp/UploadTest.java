package org.lienthong.vxp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;

class UploadTest {

    private static final String TYPE = "multipart/form-data; boundary=b";

    private static byte[] body(byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes("--b\r\nContent-Disposition: form-data; name=\"file_doc\"\r\n\r\n".getBytes(UTF_8));
        out.writeBytes(content);
        out.writeBytes("\r\n--b--\r\n".getBytes(UTF_8));
        return out.toByteArray();
    }

    /** Gives at most {@code most} bytes at a time, as a network does. */
    private static InputStream dribble(byte[] bytes, int most) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] b, int off, int len) {
                return super.read(b, off, Math.min(len, most));
            }
        };
    }

    private static byte[] read(InputStream body, Runnable atEnd) throws IOException {
        return Upload.of(TYPE, body, 10, 8192).part("file_doc", atEnd).readAllBytes();
    }

    /** Many CR, LF and dashes, so that much looks like a boundary. */
    private static byte[] content(Random random, int size) {
        byte[] alphabet = "\r\n-b".getBytes(UTF_8);
        byte[] content = new byte[size];
        for (int i = 0; i < size; i++) {
            content[i] = alphabet[random.nextInt(alphabet.length)];
        }
        return content;
    }

    @Test
    void givesTheBytesAsTheyWere() throws IOException {
        Random random = new Random(7);
        for (int i = 0; i < 300; i++) {
            byte[] content = content(random, random.nextInt(9000));
            if (new String(content, UTF_8).contains("\r\n--b") || new String(content, UTF_8).startsWith("--b")) {
                continue;
            }
            byte[] read = read(dribble(body(content), 1 + random.nextInt(5000)), () -> {});
            assertThat(read).isEqualTo(content);
        }
    }

    @Test
    void checksOnceBeforeTheEndIsSeen() throws IOException {
        AtomicInteger checks = new AtomicInteger();
        InputStream part =
                Upload.of(TYPE, dribble(body(new byte[10]), 3), 10, 8192).part("file_doc", checks::incrementAndGet);
        assertThat(part.readNBytes(10)).hasSize(10);
        assertThat(checks).hasValue(0);
        assertThat(part.read()).isEqualTo(-1);
        assertThat(part.read()).isEqualTo(-1);
        assertThat(checks).hasValue(1);
    }

    @Test
    void everyTruncationIsRefused() {
        byte[] whole = body("content".getBytes(UTF_8));
        // The last line break belongs to the epilogue, which may be missing.
        for (int length = 0; length < whole.length - 4; length++) {
            byte[] cut = java.util.Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> read(new ByteArrayInputStream(cut), () -> {}))
                    .as("cut after %d bytes", length)
                    .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.type())
                            .isEqualTo(ProblemType.MALFORMED_MULTIPART));
        }
    }

    @Test
    void anEndlessPreambleIsRefused() {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 'x';
            }
        };
        assertThatThrownBy(() -> read(endless, () -> {})).isInstanceOf(ProblemException.class);
    }

    @Test
    void anEndlessPartAfterTheFileIsRefused() {
        byte[] file = body("content".getBytes(UTF_8));
        byte[] open = java.util.Arrays.copyOf(file, file.length - 4);
        byte[] start = "\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\n".getBytes(UTF_8);
        InputStream endless = new java.io.SequenceInputStream(
                new java.io.SequenceInputStream(new ByteArrayInputStream(open), new ByteArrayInputStream(start)),
                new InputStream() {
                    @Override
                    public int read() {
                        return 'x';
                    }
                });
        assertThatThrownBy(() -> read(endless, () -> {})).isInstanceOf(ProblemException.class);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "application/json", "text/multipart", "multipart"})
    void whatIsNoMultipartIsRefused(String type) {
        assertThatThrownBy(() -> Upload.of(type, InputStream.nullInputStream(), 1, 1))
                .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.type())
                        .isEqualTo(ProblemType.UNSUPPORTED_MEDIA_TYPE));
    }

    @Test
    void aBoundaryIsNeededAndIsShort() {
        for (String type : new String[] {
            "multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=" + "b".repeat(71)
        }) {
            assertThatThrownBy(() -> Upload.of(type, InputStream.nullInputStream(), 1, 1))
                    .isInstanceOf(ProblemException.class);
        }
    }

    @Test
    void takesOtherMultipartTypesAndQuotedBoundaries() throws IOException {
        InputStream in = new ByteArrayInputStream(body("x".getBytes(UTF_8)));
        assertThat(Upload.of("Multipart/Mixed; charset=utf-8; boundary=\"b\"", in, 10, 8192)
                        .part("file_doc", () -> {})
                        .readAllBytes())
                .hasSize(1);
    }
}
