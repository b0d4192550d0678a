package org.lienthong.audit.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lienthong.audit.log.CosignerKey;
import org.lienthong.audit.log.SignedNote;
import org.lienthong.audit.log.SignerKey;
import org.lienthong.testing.SampleLog;

/** Logs are written here from the specification alone, without the hub's own writer, and then damaged. */
class LogVerifierTest {

    private static final SignerKey SIGNER = SignerKey.generate("hub.example/audit", new SecureRandom());

    private static List<byte[]> entries(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> ("{\"event\":\"accepted\",\"n\":" + i + "}").getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    private static Map<String, byte[]> log(List<byte[]> entries, SignerKey signer) {
        SampleLog log = new SampleLog(signer);
        entries.forEach(log::add);
        return log.files();
    }

    private static byte[] verify(Map<String, byte[]> files, byte @Nullable [] seen)
            throws WrongLogException, IOException {
        LogSource source = path -> Optional.ofNullable(files.get(path));
        return new LogVerifier(source, SIGNER.verifier(), count -> {})
                .verify(seen, null)
                .note();
    }

    private static void assertWrong(Map<String, byte[]> files, String message) {
        assertThatThrownBy(() -> verify(files, null))
                .isInstanceOf(WrongLogException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 255, 256, 257, 1000, 65_536, 70_000})
    void acceptsALogThatIsRight(int size) throws Exception {
        Map<String, byte[]> files = log(entries(size), SIGNER);

        assertThat(verify(files, null)).isEqualTo(files.get("checkpoint"));
    }

    @Test
    void namesTheFileOrIndex() {
        Map<String, byte[]> files = log(entries(1000), SIGNER);
        byte[] tile = files.get("tile/0/001").clone();
        tile[5 * 32] ^= 1;
        files.put("tile/0/001", tile);

        assertWrong(files, "tile/0/001: entry 261 ");
    }

    @Test
    void findsDeletedInsertedAndSwappedEntries() {
        for (int at : List.of(0, 300, 998)) {
            Map<String, byte[]> files = log(entries(1000), SIGNER);
            List<byte[]> deleted = new ArrayList<>(entries(1000));
            deleted.remove(at);
            List<byte[]> inserted = new ArrayList<>(entries(1000));
            inserted.add(at, new byte[1]);
            List<byte[]> swapped = new ArrayList<>(entries(1000));
            Collections.swap(swapped, at, at + 1);
            for (List<byte[]> wrong : List.of(deleted, inserted, swapped)) {
                Map<String, byte[]> other = log(wrong, SIGNER);
                other.put("checkpoint", files.get("checkpoint"));
                assertThatThrownBy(() -> verify(other, null)).isInstanceOf(WrongLogException.class);
                Map<String, byte[]> bundlesOnly = new TreeMap<>(files);
                other.forEach((path, bytes) -> {
                    if (path.startsWith("tile/entries/")) {
                        bundlesOnly.put(path.startsWith("tile/entries/003") ? "tile/entries/003.p/232" : path, bytes);
                    }
                });
                assertThatThrownBy(() -> verify(bundlesOnly, null)).isInstanceOf(WrongLogException.class);
            }
        }
    }

    @Test
    void findsEveryMissingOrTruncatedFile() {
        Map<String, byte[]> files = log(entries(1000), SIGNER);
        for (String path : files.keySet()) {
            Map<String, byte[]> missing = new TreeMap<>(files);
            missing.remove(path);
            assertWrong(missing, path + ": is missing");
            Map<String, byte[]> shorter = new TreeMap<>(files);
            byte[] bytes = files.get(path);
            shorter.put(path, java.util.Arrays.copyOf(bytes, bytes.length - 1));
            assertThatThrownBy(() -> verify(shorter, null)).as(path).isInstanceOf(WrongLogException.class);
            Map<String, byte[]> longer = new TreeMap<>(files);
            longer.put(path, java.util.Arrays.copyOf(bytes, bytes.length + 32));
            assertThatThrownBy(() -> verify(longer, null)).as(path).isInstanceOf(WrongLogException.class);
        }
    }

    @Test
    void findsALogThatWasRewrittenAndSignedWithTheSameKey() throws Exception {
        byte[] seen = verify(log(entries(600), SIGNER), null);
        List<byte[]> rewritten = new ArrayList<>(entries(1000));
        rewritten.set(42, "{}".getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> verify(log(rewritten, SIGNER), seen)).hasMessageContaining("first 600 entries");
        assertThatThrownBy(() -> verify(log(entries(599), SIGNER), seen)).hasMessageContaining("but had 600");
        assertThat(verify(log(entries(1000), SIGNER), seen)).isNotNull();
        assertThat(verify(log(entries(600), SIGNER), seen)).isEqualTo(seen);
    }

    @Test
    void refusesALogThatAnotherKeySigned() {
        SignerKey other = SignerKey.generate("hub.example/audit", new SecureRandom());

        assertWrong(log(entries(3), other), "checkpoint: the note is not signed by the known key");
    }

    @Test
    void readsTheFullTileWhenTheLogOutgrewThePartialOne() throws Exception {
        Map<String, byte[]> files = log(entries(300), SIGNER);
        Map<String, byte[]> later = log(entries(512), SIGNER);
        files.remove("tile/0/001.p/44");
        files.remove("tile/entries/001.p/44");
        files.put("tile/0/001", later.get("tile/0/001"));
        files.put("tile/entries/001", later.get("tile/entries/001"));

        assertThat(verify(files, null)).isNotNull();
    }

    private static final Instant NOW = Instant.parse("2026-11-22T01:00:00Z");
    private static final CosignerKey FIRST = CosignerKey.generate("witness.example/w1", new SecureRandom());
    private static final CosignerKey SECOND = CosignerKey.generate("witness.example/w2", new SecureRandom());

    private static byte[] cosigned(byte[] note, Instant time, CosignerKey... witnesses) {
        StringBuilder all = new StringBuilder(new String(note, StandardCharsets.UTF_8));
        String text = SignedNote.parse(note).text();
        for (CosignerKey witness : witnesses) {
            all.append(witness.cosign(text, time));
        }
        return all.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String witnessed(Map<String, byte[]> files, int quorum) throws WrongLogException, IOException {
        WitnessPolicy policy = new WitnessPolicy(List.of(FIRST.verifier(), SECOND.verifier()), quorum);
        return new LogVerifier(
                        path -> Optional.ofNullable(files.get(path)),
                        SIGNER.verifier(),
                        policy,
                        Clock.fixed(NOW, ZoneOffset.UTC),
                        count -> {})
                .verifyAfter(List.of(), null)
                .witnessed();
    }

    @Test
    void saysWhichCosignaturesAreMissing() throws Exception {
        Map<String, byte[]> files = log(entries(300), SIGNER);
        files.put("checkpoint", cosigned(files.get("checkpoint"), NOW, SECOND));

        assertThat(witnessed(files, 1))
                .isEqualTo("It is cosigned by 1 of 2 witnesses: witness.example/w2 at " + NOW
                        + "; missing: witness.example/w1.");
        assertThat(witnessed(files, 0)).contains("missing: witness.example/w1");
        assertThatThrownBy(() -> witnessed(files, 2))
                .isInstanceOf(WrongLogException.class)
                .hasMessageContaining("2 cosignatures are needed")
                .hasMessageContaining("missing: witness.example/w1");
    }

    @Test
    void refusesAWrongCosignatureEvenWhenNoneIsNeeded() {
        Map<String, byte[]> files = log(entries(300), SIGNER);
        byte[] other = log(entries(299), SIGNER).get("checkpoint");
        String line = FIRST.cosign(SignedNote.parse(other).text(), NOW);
        files.put(
                "checkpoint",
                (new String(files.get("checkpoint"), StandardCharsets.UTF_8) + line).getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> witnessed(files, 0)).hasMessageContaining("witness.example/w1 is wrong");
    }

    @Test
    void theNewestEntriesMayBeTooYoungToBeCosigned() throws Exception {
        Map<String, byte[]> files = log(entries(300), SIGNER);
        byte[] before = log(entries(290), SIGNER).get("checkpoint");
        files.put("checkpoint.cosigned", cosigned(before, NOW.minusSeconds(2), FIRST, SECOND));

        assertThat(witnessed(files, 2)).contains("first 290 entries", "last 10 are too young");

        files.put("checkpoint.cosigned", cosigned(before, NOW.minusSeconds(1000), FIRST, SECOND));
        assertThatThrownBy(() -> witnessed(files, 2))
                .hasMessageContaining("2 cosignatures are needed")
                .hasMessageContaining("over 290 entries");
    }

    @Test
    void aLogThatIsNotTheCosignedOneIsFoundOut() {
        List<byte[]> rewritten = new ArrayList<>(entries(1000));
        rewritten.set(42, "{}".getBytes(StandardCharsets.UTF_8));
        Map<String, byte[]> files = log(rewritten, SIGNER);
        byte[] before = log(entries(600), SIGNER).get("checkpoint");
        files.put("checkpoint.cosigned", cosigned(before, NOW, FIRST, SECOND));

        assertThatThrownBy(() -> witnessed(files, 2))
                .hasMessageContaining("first 600 entries are not the ones that were cosigned");
    }
}
