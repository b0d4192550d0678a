package org.lienthong.audit.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lienthong.audit.log.Merkle;
import org.lienthong.audit.log.Tile;
import org.lienthong.testing.SampleLog;

/**
 * Each bit of a log of 1 000 entries, flipped in turn. The whole verification runs for every bit of the small files and for
 * some of the large ones; for the rest of those, the step of it that reads the file: half a million whole ones would take
 * minutes.
 */
class FlippedBitsTest {

    private static final int ENTRIES = 1000;

    private final SampleLog log = shortEntries();
    private final Map<String, byte[]> files = log.files();

    private static SampleLog shortEntries() {
        SampleLog log = new SampleLog();
        for (int i = 0; i < ENTRIES; i++) {
            log.add(Integer.toString(i).getBytes(StandardCharsets.UTF_8));
        }
        return log;
    }

    /** A check that must find something wrong with these bytes. */
    private interface Check {
        void run(byte[] damaged) throws WrongLogException, IOException;
    }

    private static long flipAll(String name, byte[] right, int step, Check check) throws Exception {
        check.run(right.clone());
        byte[] damaged = right.clone();
        long found = 0;
        for (int bit = 0; bit < right.length * 8; bit += step) {
            byte mask = (byte) (1 << bit % 8);
            damaged[bit / 8] ^= mask;
            try {
                check.run(damaged);
                fail("nobody noticed bit " + bit + " of " + name);
            } catch (WrongLogException e) {
                found++;
            }
            damaged[bit / 8] ^= mask;
        }
        return found;
    }

    private void verifyWith(String name, byte[] bytes) throws WrongLogException, IOException {
        Map<String, byte[]> changed = new HashMap<>(files);
        changed.put(name, bytes);
        new LogVerifier(
                        path -> Optional.ofNullable(changed.get(path)),
                        log.signer().verifier(),
                        count -> {})
                .verifyAfter(List.of(), null);
    }

    @Test
    void isFoundByTheWholeVerification() throws Exception {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            int step = file.getValue().length < 250 ? 1 : 499; // 499 is prime: every bit of a byte has its turn
            long found = flipAll(file.getKey(), file.getValue(), step, bytes -> verifyWith(file.getKey(), bytes));
            assertThat(found).isPositive();
        }
    }

    @Test
    void isFoundInEveryTileAndBundle() throws Exception {
        TreeRebuild rebuild = new TreeRebuild(path -> Optional.ofNullable(files.get(path)), ENTRIES, Set.of());
        long found = 0;
        for (int index = 0; index * Tile.FULL < ENTRIES; index++) {
            List<byte[]> hashes =
                    log.entries().subList(index * Tile.FULL, Math.min(ENTRIES, (index + 1) * Tile.FULL)).stream()
                            .map(Merkle::leaf)
                            .toList();
            Tile tile = Tile.in(ENTRIES, 0, index);
            byte[] published = files.get(tile.path());
            found += flipAll(tile.path(), published, 1, bytes -> rebuild.compare(tile, bytes, hashes));
            Tile bundle = Tile.in(ENTRIES, Tile.ENTRIES, index);
            found += flipAll(
                    bundle.path(),
                    files.get(bundle.path()),
                    1,
                    bytes -> rebuild.compare(tile, published, rebuild.leaves(bundle, bytes)));
        }
        long bits = files.entrySet().stream()
                .filter(file ->
                        file.getKey().startsWith("tile/0/") || file.getKey().startsWith("tile/entries/"))
                .mapToLong(file -> file.getValue().length * 8L)
                .sum();
        assertThat(found).isEqualTo(bits).isGreaterThan(290_000);
    }
}
