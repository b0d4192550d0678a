package org.lienthong.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lienthong.check.Check;
import org.lienthong.check.Report;
import org.springframework.util.FileSystemUtils;

class RunNewTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T03:00:00Z"), ZoneOffset.UTC);

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    Path home;

    @BeforeEach
    void copyBase() throws IOException {
        FileSystemUtils.copyRecursively(Path.of("src/test/resources/check/base"), home);
    }

    @ParameterizedTest
    @ValueSource(strings = {"vi", "en"})
    void writesAnAgencyThatPassesTheCheck(String language) throws IOException {
        assertThat(run("agency", "H99", "--name=Tỉnh Mẫu", "--system=one-stop", "--parent=G90", "--lang=" + language))
                .isEqualTo(CommandLine.DONE);
        assertThat(printed()).contains("written: " + config("agencies/h99.yaml"), "next: java -jar");
        inItsLanguage(config("agencies/h99.yaml"), language);
        passesTheCheck();
    }

    @ParameterizedTest
    @ValueSource(strings = {"vi", "en"})
    void writesAnAgreementThatPassesTheCheck(String language) throws IOException {
        assertThat(run("agreement", "G90/licence", "--consumer=G93", "--lang=" + language))
                .isEqualTo(CommandLine.DONE);
        inItsLanguage(config("agreements/g90-licence-g93.yaml"), language);
        assertThat(config("agreements/g90-licence-g93.yaml")).content().contains("- found\n", "# - licence.class\n");
        passesTheCheck();
    }

    @ParameterizedTest
    @ValueSource(strings = {"vi", "en"})
    void writesAServiceWithAllItsPiecesThatPassesTheCheck(String language) throws IOException {
        assertThat(run("service", "G90/permit", "--consumer=G91", "--title=Giấy phép", "--lang=" + language))
                .isEqualTo(CommandLine.DONE);
        inItsLanguage(config("services/G90/permit.yaml"), language);
        inItsLanguage(home.resolve("routes/services/g90-permit.camel.yaml"), language);
        inItsLanguage(config("mappings/g90/permit-answer.jsonata"), language);
        assertThat(printed().lines().filter(line -> line.startsWith("written: ")))
                .hasSize(10);
        passesTheCheck();
    }

    @Test
    void theExampleOfAServiceIsRun() throws IOException {
        run("service", "G90/permit", "--consumer=G91");
        Path mapping = config("mappings/g90/permit-answer.jsonata");
        Files.writeString(mapping, Files.readString(mapping).replace("record.day", "record.number"));
        assertThat(check().errors()).hasSize(1).first().asString().contains("bad-example", "/ketQua/ngay");
    }

    @Test
    void overwritesNothing() throws IOException {
        Path there = Files.createDirectories(home.resolve("routes/services")).resolve("g90-permit.camel.yaml");
        Files.writeString(there, "mine");
        assertThat(run("service", "G90/permit", "--consumer=G91")).isEqualTo(CommandLine.FAILED);
        assertThat(errors()).contains("g90-permit.camel.yaml is there already; nothing was written");
        assertThat(there).hasContent("mine");
        assertThat(config("services/G90/permit.yaml")).doesNotExist();
    }

    @Test
    void saysWhatIsMissing() {
        assertThat(run("agency", "G90", "--name=x")).isEqualTo(CommandLine.FAILED);
        assertThat(run("agency", "H99")).isEqualTo(CommandLine.FAILED);
        assertThat(run("service", "G93/permit", "--consumer=G91")).isEqualTo(CommandLine.FAILED);
        assertThat(run("agreement", "G90/none", "--consumer=G91")).isEqualTo(CommandLine.FAILED);
        assertThat(run("agreement", "G90/licence", "--consumer=G77")).isEqualTo(CommandLine.FAILED);
        assertThat(errors())
                .contains("'G90' is declared already", "Give --name", "--system", "no config/services/G90/none.yaml")
                .contains("no agency 'G77'");
        assertThat(run("route")).isEqualTo(CommandLine.MISUSED);
        assertThat(run("agency", "--help")).isEqualTo(CommandLine.DONE);
    }

    private void inItsLanguage(Path file, String language) throws IOException {
        String text = Files.readString(file);
        assertThat(text).doesNotContain("@id@", "#vi", "#en", "/*vi", "/*en", "@provider@");
        assertThat(Stream.of("Mọi khoá", "Các bước", "Từ câu trả lời").anyMatch(text::contains))
                .isEqualTo(language.equals("vi"));
    }

    private void passesTheCheck() {
        Report report = check();
        assertThat(report.errors()).isEmpty();
        assertThat(report.warnings()).isEmpty();
    }

    private Report check() {
        return Check.of(home.resolve("config"), home.resolve("routes"), home.resolve("examples"), CLOCK);
    }

    private Path config(String file) {
        return home.resolve("config").resolve(file);
    }

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--config=" + home.resolve("config"));
        return RunNew.run(
                all.toArray(String[]::new),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String errors() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
