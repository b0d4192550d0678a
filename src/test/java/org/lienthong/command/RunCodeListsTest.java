package org.lienthong.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunCodeListsTest {

    @TempDir
    Path dir;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void declare() throws IOException {
        Files.createDirectories(dir.resolve("codelists"));
        Files.createDirectories(dir.resolve("mappings"));
        Files.writeString(dir.resolve("codelists/kind.csv"), "code,vi,from,to\nA,Một,,\nB,Hai,,\n");
        Files.writeString(dir.resolve("mappings/a.jsonata"), "$code('kind', 'B', ngay, 'vi')");
        Files.writeString(dir.resolve("new.csv"), "Mã,Tên\nA,Một mới\nC,Ba\n");
    }

    @Test
    void takesOverWhatWasReviewedAndNothingElse() throws IOException {
        assertThat(run("diff kind --effective 2999-01-01")).isZero();
        assertThat(out.toString(UTF_8))
                .contains("changed A  vi: Một → Một mới", "closed B  Hai", "new C  Ba")
                .contains("used literally: " + dir.resolve("mappings/a.jsonata") + ":1:1 mapping (literal)");
        String fingerprint =
                out.toString(UTF_8).replaceAll("(?s).*fingerprint ", "").strip();

        assertThat(run("import kind --effective 2999-01-01")).isEqualTo(2);
        assertThat(run("import kind --effective 2999-01-02 --reviewed " + fingerprint))
                .isEqualTo(1);
        assertThat(Files.readString(dir.resolve("codelists/kind.csv"))).doesNotContain("2999");
        assertThat(run("import kind --effective 2999-01-01 --reviewed " + fingerprint))
                .isZero();
        assertThat(Files.readAllLines(dir.resolve("codelists/kind.csv")))
                .containsExactly(
                        "code,vi,from,to",
                        "A,Một,,2999-01-01",
                        "A,Một mới,2999-01-01,",
                        "B,Hai,,2999-01-01",
                        "C,Ba,2999-01-01,");
    }

    @Test
    void wantsAWordForAListThatShrinks() throws IOException {
        Files.writeString(dir.resolve("codelists/kind.csv"), "code,vi,from,to\nA,Một,,\nB,Hai,,\nD,Bốn,,\n");
        run("diff kind --effective 2999-01-01");
        String reviewed =
                out.toString(UTF_8).replaceAll("(?s).*fingerprint ", "").strip();

        assertThat(run("import kind --effective 2999-01-01 --reviewed " + reviewed))
                .isEqualTo(1);
        assertThat(err.toString(UTF_8)).contains("2 codes would end", "--closing 2");
        assertThat(run("import kind --effective 2999-01-01 --closing 2 --reviewed " + reviewed))
                .isZero();
    }

    @Test
    void wantsAWordForADayThatIsPast() {
        assertThat(run("diff kind --effective 2020-01-01")).isEqualTo(2);
        assertThat(err.toString(UTF_8)).contains("--backdated true");
        assertThat(run("diff kind --effective 2020-01-01 --backdated true --format json"))
                .isZero();
        assertThat(out.toString(UTF_8)).contains("\"kind\" : \"closed\"", "a.jsonata:1:1");
    }

    @Test
    void tellsUses() {
        assertThat(run("uses kind B")).isZero();
        assertThat(out.toString(UTF_8)).contains("a.jsonata:1:1 mapping (literal) looks codes up");
        assertThat(run("uses other")).isEqualTo(1);
        assertThat(CommandLine.run(
                        new CommandLine.Parsed("mappings", new String[] {"uses", "--config", dir.toString()}),
                        new PrintStream(out, true, UTF_8),
                        new PrintStream(err, true, UTF_8)))
                .isZero();
        assertThat(out.toString(UTF_8)).contains("a.jsonata: no route names it");
    }

    @Test
    void saysWhatIsWrongWithTheCommandLine() {
        for (String line :
                List.of("", "diff", "diff kind", "uses", "diff kind --effective soon", "diff kind --column x")) {
            assertThat(run(line)).as(line).isEqualTo(2);
        }
        assertThat(run("diff none --effective 2999-01-01")).isEqualTo(1);
    }

    private int run(String line) {
        String[] words = line.isEmpty() ? new String[0] : line.split(" ");
        Stream<String> more = Stream.of("--config", dir.toString());
        if (line.contains("--effective")) {
            more = Stream.concat(
                    more,
                    Stream.of(
                            "--from", dir.resolve("new.csv").toString(), "--column", "code=Mã", "--column", "vi=Tên"));
        }
        return CommandLine.run(
                new CommandLine.Parsed(
                        "codelists", Stream.concat(Arrays.stream(words), more).toArray(String[]::new)),
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8));
    }
}
