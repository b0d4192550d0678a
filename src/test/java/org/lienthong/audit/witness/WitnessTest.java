package org.lienthong.audit.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lienthong.audit.log.Checkpoint;
import org.lienthong.audit.log.Cosignature;
import org.lienthong.audit.log.CosignerKey;
import org.lienthong.audit.log.SignedNote;
import org.lienthong.audit.log.SignerKey;
import org.lienthong.testing.SampleLog;

class WitnessTest {

    private static final Instant NOW = Instant.parse("2026-11-22T01:02:03Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    @TempDir
    Path home;

    private final SampleLog log = new SampleLog().grow(1000);
    private WitnessDirectory directory;
    private CosignerKey key;
    private Witness witness;

    @BeforeEach
    void start() throws IOException {
        directory = WitnessDirectory.open(home);
        key = directory.key("witness.example/w1", new SecureRandom());
        witness = new Witness(List.of(log.signer().verifier()), directory, key, CLOCK);
    }

    @AfterEach
    void stop() throws IOException {
        directory.close();
    }

    private void restart() throws IOException {
        stop();
        start();
    }

    private Answer add(long old, int size) throws IOException {
        return witness.add(log.request(old, size));
    }

    private static String text(Answer answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    @Test
    void cosignsAHistoryThatGrows() throws IOException {
        long seen = 0;
        for (int size : List.of(0, 1, 255, 256, 257, 600, 600, 1000)) {
            Answer answer = add(seen, size);

            assertThat(answer.status()).as(text(answer)).isEqualTo(200);
            String note = new String(log.note(size), StandardCharsets.UTF_8) + text(answer);
            assertThat(SignedNote.parse(note.getBytes(StandardCharsets.UTF_8)).cosignatures(List.of(key.verifier())))
                    .containsExactly(new Cosignature(key.verifier(), NOW));
            seen = size;
        }
        assertThat(witness.size(SampleLog.ORIGIN)).isEqualTo(1000);
    }

    @Test
    void tellsWhatItSawLast() throws IOException {
        add(0, 600);

        Answer answer = add(0, 1000);

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.contentType()).isEqualTo("text/x.tlog.size");
        assertThat(text(answer)).isEqualTo("600\n");
        assertThat(add(599, 600).status()).isEqualTo(409);
        assertThat(add(0, 0).status()).isEqualTo(409);
        assertThat(add(600, 1000).status()).isEqualTo(200);
    }

    @Test
    void refusesARewrittenHistoryAndKeepsTheOldOne() throws IOException {
        add(0, 600);
        SampleLog fork = log.fork(42);

        assertThat(witness.add(fork.request(600, 1000)).status()).isEqualTo(422);
        assertThat(witness.add(fork.request(600, 600)).status()).isEqualTo(422);
        assertThat(witness.add(fork.request(0, 1000)).status()).isEqualTo(409);
        assertThat(witness.add(fork.request(0, 599)).status()).isEqualTo(409);

        assertThat(witness.size(SampleLog.ORIGIN)).isEqualTo(600);
        assertThat(add(600, 1000).status()).isEqualTo(200);
        assertThat(kept(".fork")).isEqualTo(fork.note(600));
        assertThat(kept(".refused")).isEqualTo(fork.note(1000));
    }

    private byte[] kept(String suffix) throws IOException {
        try (Stream<Path> files = Files.list(home)) {
            return Files.readAllBytes(files.filter(file -> file.toString().endsWith(suffix))
                    .findFirst()
                    .orElseThrow());
        }
    }

    @Test
    void refusesAWrongProof() throws IOException {
        add(0, 600);
        List<byte[]> proof = new ArrayList<>(log.consistency(600, 1000));
        assertThat(witness.add(SampleLog.request(600, proof.subList(1, proof.size()), log.note()))
                        .status())
                .isEqualTo(422);
        assertThat(witness.add(SampleLog.request(600, List.of(), log.note())).status())
                .isEqualTo(422);
        assertThat(witness.add(SampleLog.request(600, proof, log.note(600))).status())
                .isEqualTo(422);
        proof.set(0, new byte[32]);
        assertThat(witness.add(SampleLog.request(600, proof, log.note())).status())
                .isEqualTo(422);
    }

    @Test
    void aProofFromNothingIsEmpty() throws IOException {
        List<byte[]> proof = log.consistency(1, 1000);
        String text = new Checkpoint(SampleLog.ORIGIN, 0, new byte[32]).text();
        byte[] wrongRoot = SignedNote.sign(text, log.signer()).getBytes(StandardCharsets.UTF_8);

        assertThat(witness.add(SampleLog.request(0, proof, log.note())).status())
                .isEqualTo(422);
        assertThat(witness.add(SampleLog.request(0, List.of(), wrongRoot)).status())
                .isEqualTo(422);
    }

    @Test
    void knowsItsLogsAndTheirKeysOnly() throws IOException {
        SampleLog other = new SampleLog(SignerKey.generate("other.example/log", new SecureRandom())).grow(3);
        SampleLog thief = new SampleLog().grow(3);
        byte[] flipped = log.note(3);
        flipped[flipped.length - 20] ^= 1;

        assertThat(witness.add(other.request(0, 3)).status()).isEqualTo(404);
        assertThat(witness.add(thief.request(0, 3)).status()).isEqualTo(403);
        assertThat(witness.add(SampleLog.request(0, List.of(), flipped)).status())
                .isIn(400, 403);
        assertThat(witness.size(SampleLog.ORIGIN)).isZero();
    }

    @Test
    void ignoresSignaturesOfUnknownKeys() throws IOException {
        SignerKey second = SignerKey.generate(SampleLog.ORIGIN, new SecureRandom());
        String text = new Checkpoint(SampleLog.ORIGIN, 3, log.root(3)).text();
        byte[] both = SignedNote.sign(text, second, log.signer()).getBytes(StandardCharsets.UTF_8);

        assertThat(witness.add(SampleLog.request(0, List.of(), both)).status()).isEqualTo(200);
    }

    @Test
    void refusesAnOldSizeBeyondTheCheckpoint() throws IOException {
        assertThat(add(4, 3).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "old 0",
                "old 0\n",
                "old\n\n%s",
                "new 0\n\n%s",
                "old 00\n\n%s",
                "old -1\n\n%s",
                "old 0 \n\n%s",
                "old 0\nnot base64\n\n%s",
                "old 0\nAAAA\n\n%s",
                "old 0\r\n\n%s",
                "old 0\n\nnot a note",
                "old 0\n\nhub.example/audit\nthree\nAAAA\n\n\u2014 hub.example/audit AAAAAAAA\n"
            })
    void refusesWhatIsNoRequest(String form) throws IOException {
        byte[] body = form.replace("%s", new String(log.note(3), StandardCharsets.UTF_8))
                .getBytes(StandardCharsets.UTF_8);

        assertThat(witness.add(body).status()).isEqualTo(400);
    }

    @Test
    void refusesMoreHashesThanAnyProofHas() throws IOException {
        List<byte[]> proof = java.util.Collections.nCopies(64, new byte[32]);

        assertThat(witness.add(SampleLog.request(1, proof, log.note(3))).status())
                .isEqualTo(400);
        assertThat(witness.add(SampleLog.request(1, proof.subList(0, 63), log.note(3)))
                        .status())
                .isEqualTo(409);
    }

    @Test
    void remembersAcrossRestarts() throws IOException {
        add(0, 600);
        String name = key.verifier().toString();

        restart();

        assertThat(key.verifier()).hasToString(name);
        assertThat(witness.size(SampleLog.ORIGIN)).isEqualTo(600);
        assertThat(witness.add(log.fork(42).request(600, 1000)).status()).isEqualTo(422);
        assertThat(add(600, 1000).status()).isEqualTo(200);
    }

    @Test
    void doesNotSignWithADamagedMemory() throws IOException {
        add(0, 600);
        try (Stream<Path> files = Files.list(home)) {
            Path kept = files.filter(file -> file.toString().endsWith(".checkpoint"))
                    .findFirst()
                    .orElseThrow();
            Files.writeString(kept, "");
        }

        assertThatThrownBy(this::restart).isInstanceOf(IOException.class).hasMessageContaining("damaged");
    }

    @Test
    void onlyOneWitnessUsesADirectory() {
        assertThatThrownBy(() -> WitnessDirectory.open(home)).hasMessageContaining("another witness");
    }

    /** Two histories that both continue the one seen: whatever the timing, only one of them is ever cosigned. */
    @Test
    void concurrentRequestsCannotMoveFromTheSameOldSize() throws Exception {
        add(0, 600);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Answer>> requests = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                byte[] body = (i % 2 == 0 ? log : log.fork(700 + i)).request(600, 1000);
                requests.add(() -> witness.add(body));
            }
            int cosigned = 0;
            for (Future<Answer> answer : threads.invokeAll(requests)) {
                cosigned += answer.get().status() == 200 ? 1 : 0;
                assertThat(answer.get().status()).isIn(200, 409);
            }
            assertThat(cosigned).isEqualTo(1);
        } finally {
            threads.shutdown();
        }
    }
}
