package org.lienthong.audit.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lienthong.audit.log.CosignerKey;
import org.lienthong.audit.log.Proofs;
import org.lienthong.audit.log.SignedNote;
import org.lienthong.audit.log.SignerKey;
import org.lienthong.testing.GoLogCheck;

/** Logs that the hub's code writes, checked with Go's {@code sumdb/note} and {@code sumdb/tlog}: a verifier that is not ours. */
class GoVerifierTest {

    private static final SignerKey SIGNER = SignerKey.generate("hub.example/audit", new SecureRandom());
    private static final CosignerKey WITNESS = CosignerKey.generate("witness.example/w1", new SecureRandom());

    private static GoLogCheck go;

    @TempDir
    Path home;

    @BeforeAll
    static void build() throws Exception {
        go = GoLogCheck.built();
    }

    private GoLogCheck.Result check(String... more) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(
                "-log",
                home.resolve("log").toString(),
                "-key",
                SIGNER.verifier().toString()));
        arguments.addAll(List.of(more));
        return go.run(arguments.toArray(String[]::new));
    }

    private static void cosign(PublishedLog log) throws IOException {
        byte[] note = log.note();
        String line = WITNESS.cosign(SignedNote.parse(note).text(), Instant.now());
        log.directory()
                .cosign((new String(note, StandardCharsets.UTF_8) + line).getBytes(StandardCharsets.UTF_8), true);
    }

    /** All indices of a small log; of a large one the edges of its tiles and some in between. */
    private static TreeSet<Long> samples(long size) {
        TreeSet<Long> samples = new TreeSet<>();
        for (long i = 0; i < size; i += size / 300 + 1) {
            samples.add(i);
        }
        for (long edge : new long[] {1, 255, 256, 257, 65_535, 65_536, 65_537, size - 1}) {
            if (edge < size) {
                samples.add(edge);
            }
        }
        return samples;
    }

    private Path proofs(PublishedLog log, long size) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (long index : samples(size)) {
            line(lines, "inclusion " + index + " " + size, Proofs.inclusion(index, size, log.tree()));
            if (index > 0) {
                line(lines, "consistency " + index + " " + size, Proofs.consistency(index, size, log.tree()));
            }
        }
        return Files.writeString(home.resolve("proofs"), lines.toString());
    }

    private static void line(StringBuilder lines, String head, List<byte[]> hashes) {
        lines.append(head);
        hashes.forEach(hash -> lines.append(' ').append(Base64.getEncoder().encodeToString(hash)));
        lines.append('\n');
    }

    private List<String> receipts(PublishedLog log, long size) throws IOException {
        InclusionProofs proofs = new InclusionProofs(log.directory(), SIGNER.verifier(), () -> false);
        List<String> files = new ArrayList<>();
        for (long index : new TreeSet<>(List.of(0L, size / 2, size - 1))) {
            Path file = home.resolve(index + ".tlog-proof");
            Files.writeString(file, proofs.find(index, Duration.ZERO).orElseThrow());
            files.add(file.toString());
        }
        return files;
    }

    @Test
    void acceptsEveryCheckpointTileProofAndReceipt() throws Exception {
        PublishedLog log = new PublishedLog(home.resolve("log"), SIGNER);
        for (long size : List.of(1L, 255L, 256L, 257L, 65_536L, 70_000L)) {
            log.growTo(size);
            cosign(log);
            List<String> arguments = new ArrayList<>(List.of(
                    "-witness",
                    WITNESS.verifier().toString(),
                    "-proofs",
                    proofs(log, size).toString()));
            arguments.addAll(receipts(log, size));

            GoLogCheck.Result result = check(arguments.toArray(String[]::new));

            assertThat(result.exit()).as(size + ": " + result.said()).isZero();
            assertThat(result.said())
                    .contains("log: " + size + " entries", samples(size).size() + " inclusion", "1 cosignatures")
                    .contains("receipt: entry " + (size - 1) + " of " + size);
        }
    }

    /** Its silence means something. */
    @Test
    void refusesWhatIsWrong() throws Exception {
        PublishedLog log = new PublishedLog(home.resolve("log"), SIGNER);
        log.growTo(300);
        assertThat(check("-witness", WITNESS.verifier().toString()).said()).contains("WRONG: log: 0 of 1 witnesses");
        Path proofs = Files.writeString(
                home.resolve("proofs"), Files.readString(proofs(log, 300)).replace("inclusion 8 ", "inclusion 9 "));
        assertThat(check("-proofs", proofs.toString()).said()).contains("WRONG: log: inclusion 9 in 300");
        Path receipt = Path.of(receipts(log, 300).get(0));
        Files.writeString(receipt, Files.readString(receipt).replace("index 0", "index 1"));
        assertThat(check(receipt.toString()).said()).contains("WRONG: " + receipt);

        Path bundle = home.resolve("log/tile/entries/000");
        byte[] bytes = Files.readAllBytes(bundle);
        bytes[40] ^= 1;
        Files.write(bundle, bytes);
        assertThat(check().said()).contains("WRONG: log: tile/0/000 does not hold the hashes of the entries");
        bytes[40] ^= 1;
        Files.write(bundle, bytes);
        Path tile = home.resolve("log/tile/1/000.p/1");
        Files.write(tile, new byte[32]);
        assertThat(check().said()).contains("WRONG: log: tile/1/000.p/1 does not hold");
    }
}
