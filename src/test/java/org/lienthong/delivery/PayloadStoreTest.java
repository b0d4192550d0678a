package org.lienthong.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadStoreTest extends DeliveryTest {

    private static final int PIECE = SpoolingStream.MEMORY;
    private static final int SIZE = 2 * PIECE + 1234;
    private static final byte[] TRACE = "<Trace>Nghệ An</Trace>".getBytes(StandardCharsets.UTF_8);

    private final byte[] bytes = random(SIZE);

    @Test
    void storesALargePayloadInPieces() throws Exception {
        UUID id = stage(bytes);
        assertThat(hub.jdbc
                        .sql("select length(bytes) from payload_piece where exchange_id = ? order by piece")
                        .param(id)
                        .query(Integer.class)
                        .list())
                .containsExactly(PIECE, PIECE, 1234);
        assertThat(read(new StoredPayload(id, SIZE, -1, new byte[0]))).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 2 * PIECE + 1, SIZE - 1})
    void insertsTheTraceHeaderWhereverItGoes(int offset) throws Exception {
        StoredPayload stored = new StoredPayload(stage(bytes), SIZE, offset, TRACE);
        byte[] delivered = read(stored);
        assertThat(delivered).hasSize((int) stored.deliveredSize());
        assertThat(slice(delivered, 0, offset)).isEqualTo(slice(bytes, 0, offset));
        assertThat(slice(delivered, offset, offset + TRACE.length)).isEqualTo(TRACE);
        assertThat(slice(delivered, offset + TRACE.length, delivered.length)).isEqualTo(slice(bytes, offset, SIZE));
    }

    @Test
    void readsByteByByteAcrossAPieceBorder() throws Exception {
        StoredPayload stored = new StoredPayload(stage(bytes), SIZE, PIECE, TRACE);
        try (InputStream in = hub.payloads.open(stored)) {
            in.skipNBytes(PIECE - 1);
            assertThat(in.read()).isEqualTo(bytes[PIECE - 1] & 0xff);
            assertThat(in.read()).isEqualTo(TRACE[0]);
            in.skipNBytes(TRACE.length - 1);
            assertThat(in.read()).isEqualTo(bytes[PIECE] & 0xff);
        }
    }

    @Test
    void failsOnAMissingPieceRatherThanEndEarly() throws Exception {
        UUID id = stage(bytes);
        hub.jdbc.sql("delete from payload_piece where piece = 1").update();
        assertThatThrownBy(() -> read(new StoredPayload(id, SIZE, -1, new byte[0])))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("ends after " + PIECE + " of " + SIZE);
    }

    @Test
    void storesNothingOfAPayloadThatCannotBeRead() {
        UUID id = hub.ids.next();
        Payload gone = new Payload(null, directory.resolve("gone"), SIZE, new byte[32]);
        assertThatThrownBy(() -> hub.payloads.stage(id, gone)).isInstanceOf(IOException.class);
        assertThat(hub.rows("payload_piece")).isZero();
    }

    @Test
    void forgetsWhatIsDiscarded() throws Exception {
        UUID kept = stage(bytes);
        hub.payloads.discard(stage(bytes));
        assertThat(hub.jdbc
                        .sql("select distinct exchange_id from payload_piece")
                        .query(UUID.class)
                        .list())
                .containsExactly(kept);
    }

    @Test
    void sweepsOnlyOldOrphans() throws Exception {
        hub.accept("G22", document());
        stage(bytes);
        clock.advance(Duration.ofHours(7));
        UUID young = stage(bytes);

        assertThat(hub.payloads.sweep()).isEqualTo(3);
        assertThat(hub.rows("payload_piece")).isEqualTo(1 + 3);
        assertThat(read(new StoredPayload(young, SIZE, -1, new byte[0]))).isEqualTo(bytes);
    }

    private UUID stage(byte[] payload) throws IOException {
        UUID id = hub.ids.next();
        Path file = Files.write(directory.resolve(id.toString()), payload);
        hub.payloads.stage(id, new Payload(null, file, payload.length, new byte[32]));
        return id;
    }

    private byte[] read(StoredPayload stored) throws IOException {
        try (InputStream in = hub.payloads.open(stored)) {
            return in.readAllBytes();
        }
    }

    private static byte[] slice(byte[] of, int from, int to) {
        return java.util.Arrays.copyOfRange(of, from, to);
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }
}
