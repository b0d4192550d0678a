package org.lienthong.audit.witness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lienthong.audit.log.CosignerKey;
import org.lienthong.audit.log.SignedNote;
import org.lienthong.audit.log.WitnessKey;
import org.lienthong.testing.Patience;
import org.lienthong.testing.SampleLog;

class WitnessServerTest {

    @TempDir
    Path home;

    private final SampleLog log = new SampleLog().grow(1000);
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private HttpResponse<String> post(URI server, byte[] body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(server.resolve("/add-checkpoint"))
                .timeout(Patience.LIMIT)
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    private HttpResponse<String> get(URI server, String path) throws Exception {
        return http.send(
                HttpRequest.newBuilder(server.resolve(path))
                        .timeout(Patience.LIMIT)
                        .build(),
                BodyHandlers.ofString());
    }

    private static String logId() throws Exception {
        return HexFormat.of()
                .formatHex(
                        MessageDigest.getInstance("SHA-256").digest(SampleLog.ORIGIN.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void answersOverHttp() throws Exception {
        try (WitnessDirectory directory = WitnessDirectory.open(home)) {
            CosignerKey key = directory.key("witness.example/w1", new SecureRandom());
            Witness witness = new Witness(List.of(log.signer().verifier()), directory, key, Clock.systemUTC());
            List<String> said = new ArrayList<>();
            try (WitnessServer server = new WitnessServer(witness, new InetSocketAddress("127.0.0.1", 0), said::add)) {
                URI address = URI.create("http://127.0.0.1:" + server.address().getPort());
                assertThat(get(address, "/" + logId() + "/checkpoint").statusCode())
                        .isEqualTo(404);
                HttpResponse<String> cosigned = post(address, log.request(0, 600));
                assertThat(cosigned.statusCode()).as(cosigned.body()).isEqualTo(200);
                HttpResponse<String> conflict = post(address, log.request(0, 1000));
                assertThat(conflict.statusCode()).isEqualTo(409);
                assertThat(conflict.headers().firstValue("Content-Type")).hasValue("text/x.tlog.size");
                assertThat(conflict.body()).isEqualTo("600\n");
                assertThat(post(address, log.fork(3).request(600, 1000)).statusCode())
                        .isEqualTo(422);
                assertThat(post(address, new byte[100_000]).statusCode()).isEqualTo(400);
                assertThat(get(address, "/add-checkpoint").statusCode()).isEqualTo(405);
                assertThat(get(address, "/witness.key").statusCode()).isEqualTo(404);
                assertThat(get(address, "/" + logId() + "/checkpoint").body())
                        .isEqualTo(new String(log.note(600), StandardCharsets.UTF_8) + cosigned.body());
            }
            assertThat(said).hasSize(2).first().asString().contains("422");
        }
    }

    /** The program itself, killed again and again right after its answer: it never forgets what it signed. */
    @Test
    void aKilledWitnessKnowsWhatItSigned() throws Exception {
        String vkey = null;
        for (int size : List.of(300, 600, 900)) {
            try (Running witness = new Running(home, log)) {
                assertThat(vkey == null || vkey.equals(witness.vkey)).isTrue();
                vkey = witness.vkey;
                HttpResponse<String> answer = post(witness.address, log.request(size - 300, size));
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
                byte[] note = (new String(log.note(size), StandardCharsets.UTF_8) + answer.body())
                        .getBytes(StandardCharsets.UTF_8);
                assertThat(SignedNote.parse(note)
                                .cosignatures(List.of(WitnessKey.parse(vkey)))
                                .get(0)
                                .time())
                        .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(1));
            }
        }
        try (Running witness = new Running(home, log)) {
            assertThat(post(witness.address, log.request(0, 1000)).body()).isEqualTo("900\n");
            assertThat(post(witness.address, log.fork(899).request(900, 1000)).statusCode())
                    .isEqualTo(422);
        }
    }

    /** The command line as a process. */
    private static final class Running implements AutoCloseable {

        private final Process process;
        private final String vkey;
        private final URI address;

        Running(Path home, SampleLog log) throws IOException {
            process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx64m",
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            "org.lienthong.Main",
                            "witness",
                            "--dir",
                            home.toString(),
                            "--listen=127.0.0.1:0",
                            "--name=witness.example/w1",
                            "--log",
                            log.signer().verifier().toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
            vkey = after(out.readLine(), "verifier key: ");
            assertThat(out.readLine()).startsWith("log: " + SampleLog.ORIGIN);
            address = URI.create(after(out.readLine(), "listening on "));
        }

        private static String after(String line, String prefix) {
            assertThat(line).startsWith(prefix);
            return line.substring(prefix.length());
        }

        @Override
        public void close() throws InterruptedException {
            process.destroyForcibly().waitFor();
        }
    }
}
