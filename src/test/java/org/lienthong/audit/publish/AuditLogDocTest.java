package org.lienthong.audit.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.lienthong.audit.log.CosignerKey;
import org.lienthong.audit.log.SignedNote;
import org.lienthong.audit.log.SignerKey;
import org.lienthong.testing.OpenSsl;

/** Runs the commands that docs/audit-log.md gives to inspectors. */
@DisabledOnOs(OS.WINDOWS)
class AuditLogDocTest {

    private static final SignerKey SIGNER = SignerKey.generate("hub.example/audit", new SecureRandom());
    private static final CosignerKey WITNESS = CosignerKey.generate("inspectorate.example/w1", new SecureRandom());

    @TempDir
    Path home;

    /** The code block below a heading that contains these words. */
    private static String block(String heading, String words) throws IOException {
        String doc = Files.readString(Path.of("docs", "audit-log.md"));
        String section = doc.substring(doc.indexOf("\n## " + heading + "\n"));
        for (String part : section.split("```sh\n", -1)) {
            String code = part.split("```", 2)[0];
            if (code.contains(words) && !code.startsWith("\n## ")) {
                return code;
            }
        }
        throw new AssertionError("docs/audit-log.md has no code '" + words + "' under " + heading);
    }

    private static void requireTool(String name) throws IOException, InterruptedException {
        int missing = new ProcessBuilder("sh", "-c", "command -v " + name)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        Assumptions.assumeTrue(missing == 0, name + " is missing");
    }

    private List<String> run(String script) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sh", "-e", "-c", script)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        return said.lines().toList();
    }

    private PublishedLog log(long size) throws IOException {
        PublishedLog log = new PublishedLog(home.resolve("log"), SIGNER);
        log.growTo(size);
        byte[] note = log.note();
        String line = WITNESS.cosign(SignedNote.parse(note).text(), Instant.now());
        log.directory()
                .cosign((new String(note, StandardCharsets.UTF_8) + line).getBytes(StandardCharsets.UTF_8), true);
        return log;
    }

    @Test
    void aReceiptIsCheckedWithNothingButHashes() throws Exception {
        requireTool("basenc");
        InclusionProofs proofs = new InclusionProofs(log(300).directory(), SIGNER.verifier(), () -> false);
        for (long index : List.of(0L, 1L, 255L, 256L, 298L, 299L)) {
            Files.writeString(
                    home.resolve("r.tlog-proof"),
                    proofs.find(index, Duration.ZERO).orElseThrow());

            List<String> lines = run(block("With nothing but sha256sum", "basenc"));

            assertThat(lines).as("entry %d", index).hasSize(2);
            assertThat(lines.get(0)).isEqualTo(lines.get(1));
        }
        Path receipt = home.resolve("r.tlog-proof");
        Files.writeString(receipt, Files.readString(receipt).replace("index 299", "index 298"));
        List<String> lines = run(block("With nothing but sha256sum", "basenc"));
        assertThat(lines.get(0)).isNotEqualTo(lines.get(1));
    }

    @Test
    void opensslAcceptsTheSignatureOfLogAndWitness() throws Exception {
        requireTool("basenc");
        OpenSsl.require();
        PublishedLog log = log(3);
        Files.write(home.resolve("checkpoint"), log.note());
        Files.writeString(home.resolve("vkey"), SIGNER.verifier() + "\n");
        String check = block("With openssl", "openssl pkeyutl");
        assertThat(run(check)).containsExactly("Signature Verified Successfully");

        Files.writeString(home.resolve("vkey"), WITNESS.verifier() + "\n");
        String again = check.substring(check.indexOf("( echo 302A")).replace("-in text", "-in signed");
        assertThat(run(block("With openssl", "cosignature/v1") + again))
                .containsExactly("Signature Verified Successfully");
    }
}
