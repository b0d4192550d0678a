package org.lienthong.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;

class SpoolingStreamTest {

    private static final int LIMIT = 1_000_000;
    private static final SpoolingStream.Limits LIMITS = new SpoolingStream.Limits(LIMIT, Duration.ofMinutes(5), 1);

    @TempDir
    Path parent;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 16 * 1024, 16 * 1024 + 1, 256 * 1024 - 1, 256 * 1024})
    void keepsWhatIsSmallInMemory(int size) throws Exception {
        byte[] bytes = random(size);
        for (long declared : List.of(-1L, (long) size)) {
            try (SpoolingStream stream = open(bytes, declared)) {
                assertThat(stream.readNBytes(size / 2)).hasSize(size / 2);
                Payload payload = stream.finish();
                assertThat(payload.memory()).isEqualTo(bytes);
                assertKept(payload, bytes);
            }
        }
        assertThat(spool()).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(ints = {256 * 1024 + 1, 700_001, LIMIT})
    void putsWhatIsLargeIntoAFile(int size) throws Exception {
        byte[] bytes = random(size);
        for (long declared : List.of(-1L, (long) size)) {
            try (SpoolingStream stream = open(bytes, declared)) {
                stream.readNBytes(300);
                Payload payload = stream.finish();
                stream.close(); // the payload is the taker's to close
                assertThat(payload.memory()).isNull();
                assertKept(payload, bytes);
                payload.close();
            }
        }
        assertThat(spooled()).isEmpty();
    }

    @Test
    void believesNoDeclaredLength() throws Exception {
        byte[] bytes = random(300_000);
        try (SpoolingStream stream = open(bytes, 10)) {
            Payload payload = stream.finish();
            assertKept(payload, bytes);
            payload.close();
        }
    }

    @Test
    void readsByteByByte() throws Exception {
        byte[] bytes = {0, (byte) 0xff, 7};
        try (SpoolingStream stream = open(bytes, -1)) {
            assertThat(List.of(stream.read(), stream.read(), stream.read(), stream.read()))
                    .containsExactly(0, 255, 7, -1);
            assertKept(stream.finish(), bytes);
        }
    }

    @Test
    void refusesADeclaredLengthBeyondTheLimitUnread() {
        InputStream unread = new InputStream() {
            @Override
            public int read() {
                throw new AssertionError("was read");
            }
        };
        assertTooLarge(() -> new SpoolingStream(unread, spool(), LIMITS, LIMIT + 1));
    }

    @Test
    void stopsAtTheLimitWhateverWasDeclared() throws Exception {
        for (long declared : List.of(-1L, 10L)) {
            try (SpoolingStream stream = open(random(LIMIT + 1), declared)) {
                assertTooLarge(stream::finish);
            }
        }
        assertThat(spooled()).isEmpty();
    }

    @Test
    void leavesNothingBehindWhenTheReadingFails() throws Exception {
        InputStream broken = new SequenceInputStream(new ByteArrayInputStream(random(400_000)), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("connection reset");
            }
        });
        try (SpoolingStream stream = new SpoolingStream(broken, spool(), LIMITS, -1)) {
            assertThatThrownBy(stream::finish).isInstanceOf(IOException.class);
            assertThat(spooled()).hasSize(1);
        }
        assertThat(spooled()).isEmpty();
    }

    @Test
    void tellsTheDigestOfWhatWasReadSoFar() throws Exception {
        byte[] bytes = random(100);
        try (SpoolingStream stream = open(bytes, -1)) {
            stream.readNBytes(40);
            byte[] half = java.util.Arrays.copyOf(bytes, 40);
            assertThat(stream.digestSoFar()).isEqualTo(DigestUtils.sha256Hex(half));
            assertThat(stream.finish().sha256()).isEqualTo(DigestUtils.sha256(bytes));
        }
    }

    private void assertKept(Payload payload, byte[] bytes) throws Exception {
        assertThat(payload.size()).isEqualTo(bytes.length);
        assertThat(payload.sha256()).isEqualTo(DigestUtils.sha256(bytes));
        try (InputStream in = payload.open()) {
            assertThat(in.readAllBytes()).isEqualTo(bytes);
        }
    }

    private static void assertTooLarge(ThrowingCallable reading) {
        assertThatThrownBy(reading).isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.type())
                .isEqualTo(ProblemType.PAYLOAD_TOO_LARGE));
    }

    private SpoolingStream open(byte[] bytes, long declared) {
        return new SpoolingStream(new ByteArrayInputStream(bytes), spool(), LIMITS, declared);
    }

    private Path spool() {
        return parent.resolve("spool");
    }

    private List<Path> spooled() throws IOException {
        try (Stream<Path> files = Files.list(spool())) {
            return files.toList();
        }
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }
}
