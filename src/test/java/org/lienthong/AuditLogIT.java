package org.lienthong;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lienthong.testing.Patience.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.lienthong.audit.log.StampName;
import org.lienthong.audit.verify.LogSource;
import org.lienthong.command.CommandLine;
import org.lienthong.testing.GoLogCheck;
import org.lienthong.testing.OpenSsl;

/** The published log and the receipts, over the network, as an inspector and an agency use them. */
@ExtendWith(SharedHub.class)
class AuditLogIT {

    private final RunningHub hub;
    private final HubCaller g22;

    @TempDir
    Path home;

    AuditLogIT(RunningHub hub) {
        this.hub = hub;
        this.g22 = hub.as("G22");
    }

    private static int verify(ByteArrayOutputStream said, String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "verify";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return CommandLine.run(CommandLine.parse(all), new PrintStream(said), new PrintStream(said));
    }

    private String key() {
        return g22.get("/log/vkey").body().strip();
    }

    @Test
    void aReceiptProvesOneDocumentOffline() throws IOException {
        byte[] document = Samples.utf8(Samples.document());
        String exchange = g22.submit(document).get("exchangeId").asString();

        HttpResponse<String> receipt = g22.get("/api/v1/exchanges/" + exchange + "/receipt");

        assertThat(receipt.statusCode()).as(receipt.body()).isEqualTo(200);
        assertThat(receipt.headers().firstValue("Content-Type")).hasValue("text/plain;charset=UTF-8");
        Path file = Files.writeString(home.resolve("r.tlog-proof"), receipt.body());
        Path right = Files.write(home.resolve("right"), document);
        Path other = Files.write(home.resolve("other"), Samples.utf8(Samples.document()));
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        assertThat(verify(said, "--receipt", file.toString(), "--document", right.toString(), "--key", key()))
                .as(said.toString(StandardCharsets.UTF_8))
                .isZero();
        assertThat(verify(said, "--receipt", file.toString(), "--document", other.toString(), "--key", key()))
                .isEqualTo(1);
    }

    @Test
    void onlyPartiesAndOperatorsHaveTheReceipt() {
        String exchange =
                g22.submit(Samples.utf8(Samples.document())).get("exchangeId").asString();
        String path = "/api/v1/exchanges/" + exchange + "/receipt";

        assertThat(hub.as("H41").get(path).statusCode()).isEqualTo(200);
        assertThat(hub.operator().get(path).statusCode()).isEqualTo(200);
        assertThat(hub.as("G05").get(path).statusCode()).isEqualTo(404);
    }

    @Test
    void theWholeLogVerifiesAndGrows() {
        g22.submit(Samples.utf8(Samples.document()));
        String state = home.resolve("state").toString();
        String log = hub.api("/log").toString();
        ByteArrayOutputStream said = new ByteArrayOutputStream();

        assertThat(verify(said, "--log", log, "--key", key(), "--state", state))
                .as(said.toString(StandardCharsets.UTF_8))
                .isZero();
        String exchange =
                g22.submit(Samples.utf8(Samples.document())).get("exchangeId").asString();
        g22.get("/api/v1/exchanges/" + exchange + "/receipt"); // waits until it is published
        assertThat(verify(said, "--log", log, "--key", key(), "--state", state))
                .as(said.toString(StandardCharsets.UTF_8))
                .isZero();
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("they begin with the");
    }

    @Test
    void servesTheLogsFilesAndNothingElse() {
        HttpResponse<String> checkpoint = g22.get("/log/checkpoint");
        assertThat(checkpoint.headers().firstValue("Content-Type")).hasValue("text/plain;charset=UTF-8");
        assertThat(checkpoint.headers().firstValue("Cache-Control")).hasValue("max-age=1, public");

        for (String path : List.of("/log/tile/0/999", "/log/tile/0/0", "/log/tile/entries/000.p/256", "/log/log.key")) {
            HttpResponse<String> response = g22.get(path);
            assertThat(response.statusCode()).as(path).isEqualTo(404);
            assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        }
    }

    /** What the simulated authority stamps is right for the verifier, for openssl, and in an archive. */
    @Test
    void theCheckpointIsStampedSoonAfterTheStart() throws IOException {
        String log = hub.api("/log").toString();
        String trust = hub.data().resolve("sandbox/timestamp-authority/ca.pem").toString();
        await().until(() -> g22.get("/log/timestamps/months").statusCode() == 200);
        LogSource source = LogSource.of(log);
        String month =
                StampName.months(source.read(StampName.MONTHS).orElseThrow()).get(0);
        StampName name = StampName.names(source.read(StampName.index(month)).orElseThrow())
                .get(0);
        assertThat(g22.get("/log/" + name.responsePath()).headers().firstValue("Content-Type"))
                .hasValue("application/timestamp-reply");
        assertThat(g22.get("/log/timestamps/2026-11/other").statusCode()).isEqualTo(404);

        ByteArrayOutputStream said = new ByteArrayOutputStream();
        assertThat(verify(
                        said,
                        "--log",
                        log,
                        "--key",
                        key(),
                        "--trust",
                        trust,
                        "--state",
                        home.resolve("s").toString()))
                .as(said.toString(StandardCharsets.UTF_8))
                .isZero();
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("timestamps are right");

        OpenSsl.require();
        Files.write(
                home.resolve("checkpoint"), source.read(name.checkpointPath()).orElseThrow());
        Files.write(home.resolve("token.tsr"), source.read(name.responsePath()).orElseThrow());
        assertThat(OpenSsl.run(home, "ts", "-verify", "-data", "checkpoint", "-in", "token.tsr", "-CAfile", trust))
                .contains("Verification: OK");
    }

    @Test
    void anArchiveOfTheLogVerifies() {
        String exchange =
                g22.submit(Samples.utf8(Samples.document())).get("exchangeId").asString();
        g22.get("/api/v1/exchanges/" + exchange + "/receipt"); // waits until it is published
        String archive = home.resolve("audit.tar").toString();
        ByteArrayOutputStream said = new ByteArrayOutputStream();

        CommandLine.Parsed export = CommandLine.parse(
                new String[] {"export", "--log", hub.api("/log").toString(), "--to", "0", "--out", archive});
        assertThat(CommandLine.run(export, new PrintStream(said), new PrintStream(said)))
                .as(said.toString(StandardCharsets.UTF_8))
                .isZero();

        assertThat(verify(said, "--log", archive, "--key", key()))
                .as(said.toString(StandardCharsets.UTF_8))
                .isZero();
    }

    @Test
    void aVerifierThatIsNotOursAcceptsLogAndReceipt() throws Exception {
        GoLogCheck go = GoLogCheck.built();
        String exchange =
                g22.submit(Samples.utf8(Samples.document())).get("exchangeId").asString();
        String receipt = g22.get("/api/v1/exchanges/" + exchange + "/receipt").body();
        Path file = Files.writeString(home.resolve("r.tlog-proof"), receipt);

        GoLogCheck.Result result = go.run("-log", hub.data().resolve("log").toString(), "-key", key(), file.toString());

        assertThat(result.exit()).as(result.said()).isZero();
        assertThat(result.said()).contains("receipt: entry", "\"exchange\":\"" + exchange + "\"");
    }
}
