package org.lienthong.audit.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
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
import org.lienthong.audit.log.Checkpoint;
import org.lienthong.audit.log.EntryBundle;
import org.lienthong.audit.log.Merkle;
import org.lienthong.audit.log.SignedNote;
import org.lienthong.audit.log.SignerKey;
import org.lienthong.audit.log.Tile;

/** Logs are written here from the specification alone, without the hub's own writer, and then damaged. */
class LogVerifierTest {

    private static final SignerKey SIGNER = SignerKey.generate("hub.example/audit", new SecureRandom());

    private static List<byte[]> entries(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> ("{\"event\":\"accepted\",\"n\":" + i + "}").getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    private static Map<String, byte[]> log(List<byte[]> entries, SignerKey signer) {
        Map<String, byte[]> files = new TreeMap<>();
        List<byte[]> hashes = entries.stream().map(Merkle::leaf).toList();
        Checkpoint checkpoint = new Checkpoint("hub.example/audit", entries.size(), Merkle.root(hashes));
        files.put("checkpoint", SignedNote.sign(checkpoint.text(), signer).getBytes(StandardCharsets.UTF_8));
        for (int from = 0; from < entries.size(); from += 256) {
            List<byte[]> part = entries.subList(from, Math.min(from + 256, entries.size()));
            files.put(new Tile(Tile.ENTRIES, from / 256, part.size()).path(), EntryBundle.encode(part));
        }
        for (int level = 0; !hashes.isEmpty(); level++) {
            List<byte[]> above = new ArrayList<>();
            for (int from = 0; from < hashes.size(); from += 256) {
                List<byte[]> part = hashes.subList(from, Math.min(from + 256, hashes.size()));
                java.io.ByteArrayOutputStream tile = new java.io.ByteArrayOutputStream();
                part.forEach(tile::writeBytes);
                files.put(new Tile(level, from / 256, part.size()).path(), tile.toByteArray());
                if (part.size() == 256) {
                    above.add(Merkle.root(part));
                }
            }
            hashes = above;
        }
        return files;
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

    /** Every bit of the checkpoint and of the small tiles, and every 37th of the rest, which no byte escapes. */
    @Test
    void findsEveryFlippedBit() {
        Map<String, byte[]> files = log(entries(1000), SIGNER);
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            byte[] right = file.getValue();
            int bits = right.length * 8;
            int step = bits < 2000 ? 1 : 37;
            for (int bit = 0; bit < bits; bit += step) {
                byte[] wrong = right.clone();
                wrong[bit / 8] ^= (byte) (1 << bit % 8);
                Map<String, byte[]> damaged = new TreeMap<>(files);
                damaged.put(file.getKey(), wrong);
                assertThatThrownBy(() -> verify(damaged, null))
                        .as("%s bit %d", file.getKey(), bit)
                        .isInstanceOf(WrongLogException.class);
            }
        }
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
}
