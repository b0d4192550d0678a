package org.lienthong.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lienthong.audit.log.Checkpoint;
import org.lienthong.audit.log.CosignerKey;
import org.lienthong.audit.log.EntryBundle;
import org.lienthong.audit.log.LogProof;
import org.lienthong.audit.log.Merkle;
import org.lienthong.audit.log.SignedNote;
import org.lienthong.audit.log.SignerKey;

class VerifyTest {

    private static final SignerKey SIGNER = SignerKey.generate("hub.example/audit", new SecureRandom());
    private static final String KEY = SIGNER.verifier().toString();

    @TempDir
    Path home;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of("verify"));
        all.addAll(List.of(arguments));
        CommandLine.Parsed parsed = CommandLine.parse(all.toArray(String[]::new));
        return CommandLine.run(parsed, new PrintStream(out), new PrintStream(err));
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8);
    }

    private Path log(String entry) throws IOException {
        Path directory = Files.createDirectories(home.resolve("log"));
        byte[] bytes = entry.getBytes(StandardCharsets.UTF_8);
        Files.createDirectories(directory.resolve("tile/0/000.p"));
        Files.createDirectories(directory.resolve("tile/entries/000.p"));
        Files.write(directory.resolve("tile/0/000.p/1"), Merkle.leaf(bytes));
        Files.write(directory.resolve("tile/entries/000.p/1"), EntryBundle.encode(List.of(bytes)));
        Files.writeString(directory.resolve("checkpoint"), note(bytes));
        return directory;
    }

    private static String note(byte[] entry) {
        return SignedNote.sign(new Checkpoint("hub.example/audit", 1, Merkle.leaf(entry)).text(), SIGNER);
    }

    private Path receipt(Path document) throws IOException, NoSuchAlgorithmException {
        String sha256 =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(document)));
        byte[] entry = ("{\"actor\":\"G22\",\"event\":\"accepted\",\"sha256\":\"" + sha256 + "\",\"v\":1}")
                .getBytes(StandardCharsets.UTF_8);
        LogProof proof = new LogProof(entry, 0, List.of(), note(entry));
        return Files.writeString(home.resolve("receipt.tlog-proof"), proof.text());
    }

    @Test
    void remembersTheLogAndFindsItRewritten() throws IOException {
        String state = home.resolve("state").toString();
        String log = log("first").toString();

        assertThat(run("--log", log, "--key", KEY, "--state", state)).as(said()).isZero();
        assertThat(said()).contains("All is right: 1 entries", "first time");
        assertThat(run("--log=" + log, "--key=" + KEY, "--state=" + state)).isZero();

        log("rewritten");
        assertThat(run("--log", log, "--key", KEY, "--state", state)).isEqualTo(1);
        assertThat(said()).contains("WRONG: the log was rewritten");
    }

    @Test
    void namesTheWrongFile() throws IOException {
        Path log = log("first");
        Files.write(log.resolve("tile/0/000.p/1"), new byte[32]);

        assertThat(run(
                        "--log",
                        log.toString(),
                        "--key",
                        KEY,
                        "--state",
                        home.resolve("state").toString()))
                .isEqualTo(1);
        assertThat(said()).contains("WRONG: tile/0/000.p/1: entry 0 ");
    }

    @Test
    void aReceiptIsForOneDocumentOnly() throws Exception {
        Path document = Files.writeString(home.resolve("document"), "<edXML/>");
        Path other = Files.writeString(home.resolve("other"), "<edXML />");
        String receipt = receipt(document).toString();

        assertThat(run("--receipt", receipt, "--document", document.toString(), "--key", KEY))
                .as(said())
                .isZero();
        assertThat(said()).contains("the document was accepted", "\"actor\":\"G22\"");
        assertThat(run("--receipt", receipt, "--document", other.toString(), "--key", KEY))
                .isEqualTo(1);
        assertThat(said()).contains("another document's");
    }

    @Test
    void checksTheCosignaturesOfALogAndOfAReceipt() throws Exception {
        CosignerKey witness = CosignerKey.generate("witness.example/w1", new SecureRandom());
        Path log = log("first");
        String state = home.resolve("state").toString();
        String[] asked = {
            "--log",
            log.toString(),
            "--key",
            KEY,
            "--state",
            state,
            "--witness",
            witness.verifier().toString()
        };
        assertThat(run(asked)).isEqualTo(1);
        assertThat(said()).contains("WRONG: checkpoint: 1 cosignatures are needed", "missing: witness.example/w1");

        Path checkpoint = log.resolve("checkpoint");
        String text = SignedNote.parse(Files.readAllBytes(checkpoint)).text();
        Files.writeString(checkpoint, witness.cosign(text, Instant.EPOCH), StandardOpenOption.APPEND);
        assertThat(run(asked)).as(said()).isZero();
        assertThat(said()).contains("It is cosigned by 1 of 1 witness: witness.example/w1 at 1970-01-01T00:00:00Z.");

        Path document = Files.writeString(home.resolve("document"), "<edXML/>");
        String[] receipt = {
            "--receipt",
            receipt(document).toString(),
            "--document=" + document,
            "--key=" + KEY,
            "--witness=" + witness.verifier()
        };
        assertThat(run(receipt)).isEqualTo(1);
        assertThat(said()).contains("WRONG: the receipt: 1 cosignatures are needed");
    }

    @Test
    void refusesABadCommandLine() {
        assertThat(run()).isEqualTo(2);
        assertThat(run("--log", "x")).isEqualTo(2);
        assertThat(run("--log")).isEqualTo(2);
        assertThat(run("--log", "x", "--key", "nonsense")).isEqualTo(2);
        assertThat(run("--what", "x")).isEqualTo(2);
        assertThat(run("--log", "x", "--key", KEY, "--witness", KEY)).isEqualTo(2);
        assertThat(run("--log", "x", "--key", KEY, "--quorum", "1")).isEqualTo(2);
        assertThat(run("--log", "x", "--key", KEY, "--quorum", "many")).isEqualTo(2);
        assertThat(run("--help")).isZero();
        assertThat(said()).contains("usage: java -jar lienthong.jar verify");
    }
}
