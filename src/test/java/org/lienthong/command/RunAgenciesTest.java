package org.lienthong.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lienthong.agency.AgencyRegistry;
import org.lienthong.agency.axis.AxisSignature;

class RunAgenciesTest {

    private static final String UNITS = """
            {"status":"OK","ErrorCode":"0","data":[
              {"id":"1","pid":"","code":"G01","name":"Bộ Một","deleted":false,"isAgency":true},
              {"id":"2","pid":"1","code":"G01.02","name":"Cục Hai","deleted":false,"isAgency":true}]}
            """;

    @TempDir
    Path dir;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void declare() throws IOException {
        Files.createDirectories(dir.resolve("agencies"));
        Files.writeString(
                dir.resolve("agencies/a.yaml"),
                "agencies: [{id: G01, names: [{vi: Bộ Một}], codes: [{scheme: QD20, value: G01}]}]\n");
        Files.writeString(dir.resolve("units.json"), UNITS);
    }

    @Test
    void takesOverWhatWasReviewedAndNothingElse() throws IOException {
        assertThat(run("diff", "--from", dir.resolve("units.json").toString())).isZero();
        assertThat(out.toString(UTF_8)).contains("+ G01.02  Cục Hai, beneath G01");
        assertThat(err.toString(UTF_8)).contains("Read 2 entries.");
        assertThat(dir.resolve("agencies/G01.yaml")).doesNotExist();
        String fingerprint =
                out.toString(UTF_8).replaceAll("(?s).*fingerprint ", "").strip();

        assertThat(run("import", "--from", dir.resolve("units.json").toString()))
                .isEqualTo(2);
        assertThat(run("import", "--from", dir.resolve("units.json").toString(), "--reviewed", "0000"))
                .isEqualTo(1);
        assertThat(dir.resolve("agencies/G01.yaml")).doesNotExist();

        assertThat(run("import", "--from", dir.resolve("units.json").toString(), "--reviewed", fingerprint))
                .isZero();
        assertThat(AgencyRegistry.load(dir.resolve("agencies")).byId("G01.02")).isPresent();
    }

    @Test
    void wantsAWordForAListThatEndsMany() throws IOException {
        Files.writeString(dir.resolve("agencies/b.yaml"), """
                agencies:
                  - {id: G02, names: [{vi: Bộ Hai}], codes: [{scheme: QD20, value: G02}]}
                  - {id: G03, names: [{vi: Bộ Ba}], codes: [{scheme: QD20, value: G03}]}
                """);
        String list = Files.writeString(dir.resolve("ended.json"), """
                {"data": [{"id": "2", "code": "G02", "name": "Bộ Hai", "deleted": true},
                  {"id": "3", "code": "G03", "name": "Bộ Ba", "deleted": true}]}""").toString();
        run("diff", "--from", list);
        String reviewed =
                out.toString(UTF_8).replaceAll("(?s).*fingerprint ", "").strip();

        assertThat(run("import", "--from", list, "--reviewed", reviewed)).isEqualTo(1);
        assertThat(err.toString(UTF_8)).contains("2 agencies would end", "--closing 2");
        assertThat(dir.resolve("agencies/changes")).doesNotExist();
        assertThat(run("import", "--from", list, "--reviewed", reviewed, "--closing", "2"))
                .isZero();
    }

    @Test
    void asksTheAxisAsItsSdkDoes() throws IOException {
        Map<String, String> asked = new ConcurrentHashMap<>();
        HttpServer axis = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        axis.createContext("/vxp/", exchange -> {
            asked.put(
                    exchange.getRequestURI().getPath(),
                    String.valueOf(exchange.getRequestHeaders().getFirst(AxisSignature.PREFIX + "hash-header")));
            byte[] body = UNITS.getBytes(UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        axis.start();
        try {
            Files.writeString(dir.resolve("secret"), "a secret of some length\n");
            String url = "http://127.0.0.1:" + axis.getAddress().getPort() + "/vxp";
            int code = run(
                    "diff",
                    "--from",
                    url,
                    "--system",
                    "G01",
                    "--secret-file",
                    dir.resolve("secret").toString(),
                    "--format",
                    "json",
                    "--output",
                    dir.resolve("difference.json").toString());
            assertThat(code).isZero();
            assertThat(run("diff", "--from", url)).isEqualTo(1);
        } finally {
            axis.stop(0);
        }
        assertThat(asked.keySet()).containsExactlyInAnyOrder("/vxp/getSynchronizeUnit", "/vxp/getAgenciesListQD20");
        assertThat(asked.values()).allMatch(hash -> hash.matches("[0-9a-f]{64}"));
        assertThat(Files.readString(dir.resolve("difference.json"))).contains("\"agency\" : \"G01.02\"");
        assertThat(err.toString(UTF_8)).contains("--system and --secret-file").doesNotContain("a secret of");
    }

    @Test
    void saysWhatIsWrongWithTheCommandLine() {
        assertThat(run("merge")).isEqualTo(2);
        assertThat(run("diff")).isEqualTo(2);
        assertThat(run("diff", "--from", "x", "--effective", "soon")).isEqualTo(2);
        assertThat(run("diff", "--from", "x", "--format", "pdf")).isEqualTo(2);
        assertThat(run("diff", "--from", dir.resolve("none.json").toString())).isEqualTo(1);
        assertThat(run("diff", "--help")).isZero();
    }

    private int run(String verb, String... options) {
        String[] all = new String[options.length + 3];
        all[0] = verb;
        System.arraycopy(options, 0, all, 1, options.length);
        all[options.length + 1] = "--config";
        all[options.length + 2] = dir.toString();
        return CommandLine.run(
                new CommandLine.Parsed("agencies", all),
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8));
    }
}
