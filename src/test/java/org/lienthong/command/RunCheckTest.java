package org.lienthong.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

class RunCheckTest {

    private static final Path BASE = Path.of("src/test/resources/check/base");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    Path copy;

    @Test
    void isContentWithWhatIsShipped() {
        assertThat(run("--config", "config", "--routes=routes")).isEqualTo(CommandLine.DONE);
        assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("0 errors");
    }

    @Test
    void namesFileLineColumnRuleAndWhatToDo() throws IOException {
        Path agencies = spoil("parent: G90", "parent: G99");
        assertThat(run(config(), routes(), "--lang=en")).isEqualTo(CommandLine.FAILED);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains(agencies + ":24:13 unknown-agency 'parent' names the agency 'G99'")
                .contains("→ Declare it in config/agencies");
    }

    @Test
    void speaksVietnamese() throws IOException {
        spoil("parent: G90", "parent: G99");
        run(config(), routes(), "--lang", "vi");
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("unknown-agency Cơ quan chưa được khai báo.");
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("1 lỗi");
    }

    @Test
    void letsWarningsPassUnlessStrict() throws IOException {
        spoil("from: 2024-01-01", "from: 2024-02-01");
        assertThat(run(config(), routes(), "--lang=en")).isEqualTo(CommandLine.DONE);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("code-gap (warning)");
        assertThat(run(config(), routes(), "--strict=true")).isEqualTo(CommandLine.FAILED);
    }

    @Test
    void writesSarifIntoAFile() throws IOException {
        spoil("parent: G90", "parent: G99");
        Path file = copy.resolve("check.sarif");
        assertThat(run(config(), routes(), "--format=sarif", "--output", file.toString()))
                .isEqualTo(CommandLine.FAILED);
        assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(file).content().contains("\"ruleId\" : \"unknown-agency\"");
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThat(run("--cnfig", "config")).isEqualTo(CommandLine.MISUSED);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("There is no option '--cnfig'");
        assertThat(run("--format=xml")).isEqualTo(CommandLine.MISUSED);
    }

    @Test
    void listsItsRules() {
        assertThat(run("--rules=true", "--lang=en")).isEqualTo(CommandLine.DONE);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("unused-service warning ")
                .contains("tag error ");
    }

    private int run(String... arguments) {
        return RunCheck.run(
                arguments,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private Path spoil(String find, String replacement) throws IOException {
        FileSystemUtils.copyRecursively(BASE, copy);
        Path file = copy.resolve("config/agencies/base.yaml");
        return Files.writeString(file, Files.readString(file).replace(find, replacement));
    }

    private String config() {
        return "--config=" + copy.resolve("config");
    }

    private String routes() {
        return "--routes=" + copy.resolve("routes");
    }
}
