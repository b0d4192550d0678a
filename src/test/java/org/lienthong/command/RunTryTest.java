package org.lienthong.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

class RunTryTest {

    private static final String PARCEL = "examples/services/G10/land-parcel/request.json";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    Path folder;

    @Test
    void tellsEachStepTheDecisionAndWhatLeaves() {
        assertThat(run("g10-land-parcel", "--input", PARCEL, "--agency=G12", "--purpose=tax-administration"))
                .isEqualTo(CommandLine.DONE);
        assertThat(printed())
                .contains("decision: permitted by G10-land-parcel-G12-2026")
                .containsPattern("1\\. to\\[map:land/parcel-request.xsl].*g10-land-parcel.camel.yaml:8\\)")
                .contains("   - {\n")
                .contains("   + <maXa>99005</maXa>")
                .contains("end: hub:call/G10/land")
                .containsPattern("released:\\s+\\{\\s+\"timThay\" : true")
                .contains("held back: thuaDat.diaChi (not agreed in G10-land-parcel-G12-2026)");
    }

    @Test
    void asksNobodyWhenTheAgreementDenies() {
        assertThat(run("g10-land-parcel", "--input", PARCEL, "--agency=G12", "--purpose=inspection"))
                .isEqualTo(CommandLine.FAILED);
        assertThat(printed())
                .contains("decision: denied, purpose_not_permitted")
                .doesNotContain("1. ");
    }

    @Test
    void answersWithWhatWasRecorded() throws IOException {
        Path answer = Files.writeString(folder.resolve("answer.xml"), "<nothing/>");
        run("g10-land-parcel", "--input", PARCEL, "--answer", answer.toString());
        assertThat(printed()).contains("   + <nothing/>").contains("decision: none");
    }

    @Test
    void keepsTheExample() {
        assertThat(run("g10-land-parcel", "--input", PARCEL, "--record=again", "--examples=" + folder))
                .isEqualTo(CommandLine.DONE);
        assertThat(folder.resolve("services/G10/land-parcel/again.request.json"))
                .content()
                .contains("99005");
        assertThat(folder.resolve("services/G10/land-parcel/again.answer.json"))
                .content()
                .contains("Lào Cai");
    }

    @Test
    void keepsTheExampleOfARouteThatIsNoServices() {
        String document = "examples/documents/new.edxml";
        assertThat(run(
                        "deliver-push",
                        "--input",
                        document,
                        "--header=hubRecipient=H41",
                        "--record=h41",
                        "--examples",
                        folder.toString()))
                .isEqualTo(CommandLine.DONE);
        Path kept = folder.resolve("routes/deliver-push");
        assertThat(kept.resolve("h41.output.txt")).hasSameTextualContentAs(Path.of(document));
        assertThat(kept.resolve("h41.headers.txt")).hasContent("hubKind=document\nhubRecipient=H41");
    }

    @Test
    void keepsWhatTheProviderSaid() throws IOException {
        Path answer = Files.writeString(folder.resolve("answer.xml"), "<licence/>");
        Path base = Path.of("src/test/resources/check/base");
        assertThat(run(
                        "licence",
                        "--input",
                        base.resolve("examples/services/G90/licence/request.json")
                                .toString(),
                        "--config=" + base.resolve("config"),
                        "--routes=" + base.resolve("routes"),
                        "--answer=" + answer,
                        "--record=again",
                        "--examples=" + folder))
                .isEqualTo(CommandLine.DONE);
        assertThat(folder.resolve("services/G90/licence/again.provider.txt")).hasSameTextualContentAs(answer);
    }

    @Test
    void replacesAnExampleWholeAndWithinTheTree() throws IOException {
        Path kept = folder.resolve("examples/services/G10/land-parcel");
        String[] record = {
            "g10-land-parcel", "--input", PARCEL, "--record=a", "--examples=" + folder.resolve("examples")
        };
        run(record);
        assertThat(run(record)).isEqualTo(CommandLine.DONE);
        assertThat(printed()).contains("recorded: ", "replaced: ");
        assertThat(kept).isDirectoryNotContaining("glob:**/.*");

        Path provider = Files.writeString(kept.resolve("a.provider.txt"), "<other/>");
        assertThat(run(record)).isEqualTo(CommandLine.FAILED);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("a.provider.txt is part of that example: give it");

        Files.delete(provider);
        Path elsewhere = Files.move(kept, folder.resolve("elsewhere"));
        Files.delete(elsewhere.resolve("a.answer.json"));
        Files.createSymbolicLink(kept, elsewhere);
        assertThat(run(record)).isEqualTo(CommandLine.FAILED);
        assertThat(elsewhere.resolve("a.answer.json")).doesNotExist();
    }

    @Test
    void recordsNothingThatDependsOnWhoAsks() throws IOException {
        Path base = folder.resolve("base");
        FileSystemUtils.copyRecursively(Path.of("src/test/resources/check/base"), base);
        Files.writeString(base.resolve("config/mappings/answer.xsl"), """
                <xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
                  <xsl:output method="json"/>
                  <xsl:param name="hubPurpose" select="''"/>
                  <xsl:template match="/"><xsl:sequence select="map { 'for': string($hubPurpose) }"/></xsl:template>
                </xsl:stylesheet>
                """);
        String example = base.resolve("examples/services/G90/licence/") + "/";
        assertThat(run(
                        "licence",
                        "--input=" + example + "request.json",
                        "--answer=" + example + "provider.txt",
                        "--config=" + base.resolve("config"),
                        "--routes=" + base.resolve("routes"),
                        "--header=hubPurpose=inspection",
                        "--record=again",
                        "--examples=" + folder))
                .isEqualTo(CommandLine.FAILED);
        assertThat(printed()).contains("not recorded: the answer depends on who asks");
        assertThat(folder.resolve("services")).doesNotExist();
    }

    @Test
    void readsWhatEditorsWriteAndShowsWhatTerminalsMayHave() throws IOException {
        Path request = folder.resolve("tệp mẫu.json");
        Files.writeString(request, "\uFEFF" + Files.readString(Path.of(PARCEL)).replace("\n", "\r\n"));
        Path answer = Files.writeString(folder.resolve("a.xml"), "<a>\u001b[2J\u202e" + "x".repeat(5000) + "</a>");
        run("g10-land-parcel", "--input=" + request, "--answer=" + answer, "--lang=vi");
        assertThat(printed())
                .contains("quyết định: không có", "<a><U+001B>[2J<U+202E>xx", "x… (")
                .doesNotContain("\u001b");

        Files.write(request, new byte[] {'"', (byte) 0xff, '"'});
        assertThat(run("g10-land-parcel", "--input=" + request)).isEqualTo(CommandLine.FAILED);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("tệp mẫu.json is not UTF-8");
    }

    @Test
    void tellsWhyARequestIsRefused() throws IOException {
        Path request = Files.writeString(folder.resolve("r.json"), "{\"maXa\": 5}");
        assertThat(run("g10-land-parcel", "--input", request.toString())).isEqualTo(CommandLine.FAILED);
        assertThat(printed()).contains("refused: schema-violation").contains("/maXa");
    }

    @Test
    void runsARouteOfDocuments() {
        assertThat(run("documents", "--input", "pom.xml")).isEqualTo(CommandLine.DONE);
        assertThat(printed()).contains("1. to[hub:accept]").contains("end: hub:accept");
    }

    @Test
    void namesTheRoutesWhenThereIsNoSuch() {
        assertThat(run("none", "--input", "pom.xml")).isEqualTo(CommandLine.FAILED);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("There is no route 'none'")
                .contains("documents");
        assertThat(run("--input", "pom.xml")).isEqualTo(CommandLine.MISUSED);
        assertThat(run("documents")).isEqualTo(CommandLine.MISUSED);
    }

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        if (all.stream().noneMatch(argument -> argument.startsWith("--lang"))) {
            all.add("--lang=en");
        }
        return RunTry.run(
                all.toArray(String[]::new),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }
}
