package org.lienthong.codelist;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CodeListFilesTest {

    @TempDir
    private Path dir;

    @Test
    void namesFileAndLineOfEveryMistake() throws IOException {
        write("a.csv", """
                # a comment
                code,vi,from,to

                1,One,2020-01-01,2021-01-01
                1,One again,2020-06-01,
                bad code,Two,,
                3,,,
                4,Four,2021-13-01,
                5,Five,2021-01-01,2020-01-01
                6,Six
                """);
        assertThat(mistakes())
                .containsExactlyInAnyOrder(
                        "a.csv:5:1 duplicate-code",
                        "a.csv:6:1 bad-code",
                        "a.csv:7:1 no-name",
                        "a.csv:8:1 bad-date",
                        "a.csv:9:1 bad-period",
                        "a.csv:10:1 cell-count");
    }

    @Test
    void refusesColumnsThatAreMissingOrTwice() throws IOException {
        write("a.csv", "code,vi,vi,from\n");
        assertThat(mistakes()).containsExactlyInAnyOrder("a.csv:1:1 duplicate-column", "a.csv:1:1 missing-column");
    }

    @Test
    void refusesReferencesToNothing() throws IOException {
        write("area.csv", "code,vi,from,to\nA,a,,\n");
        write("place.csv", "code,vi,from,to,area\n1,one,,,A\n2,two,,,B\n");
        assertThat(mistakes()).containsExactly("place.csv:3:1 unknown-code");
    }

    @Test
    void aReferenceMayLastThroughSeveralMeanings() throws IOException {
        write("area.csv", "code,vi,from,to\nA,a,2020-01-01,2022-01-01\nA,b,2022-01-01,2023-01-01\nB,b,,\n");
        write("place.csv", "code,vi,from,to,area\n1,one,2020-01-01,2023-01-01,A\n2,two,,,B\n");
        assertThat(CodeLists.read(dir).lookup("place", "1", LocalDate.of(2022, 5, 1), "area"))
                .isEqualTo("A");

        write("place.csv", "code,vi,from,to,area\n1,one,2020-01-01,2024-01-01,A\n2,two,,,A\n3,three,,,B\n");
        assertThat(mistakes()).containsExactly("place.csv:2:1 unknown-code", "place.csv:3:1 unknown-code");
    }

    @Test
    void refusesSuccessorsThatAreNotThereOnTheDay() throws IOException {
        write("a.csv", """
                code,vi,from,to,successor
                1,one,,2025-07-01,2
                2,two,2025-07-02,,
                3,three,,,2
                """);
        assertThat(mistakes()).containsExactly("a.csv:2:1 unknown-successor", "a.csv:4:1 unknown-successor");
    }

    @Test
    void refusesFilesThatAreNoLists() throws IOException {
        write("Bad Name.csv", "code,vi,from,to\n1,a,,\n");
        write("list.txt", "");
        write("README.md", "");
        write("empty.csv", "code,vi,from,to\n");
        Files.write(dir.resolve("latin.csv"), "code,vi,from,to\n1,é,,\n".getBytes(ISO_8859_1));
        assertThat(mistakes())
                .containsExactlyInAnyOrder(
                        "Bad Name.csv:1:1 file-name",
                        "list.txt:1:1 file-name",
                        "empty.csv:1:1 no-codes",
                        "latin.csv:1:1 not-utf-8");
    }

    @Test
    void readsTenThousandCommunesInAMoment() throws IOException {
        StringBuilder text = new StringBuilder("code,vi,from,to\n");
        for (int i = 0; i < 13_000; i++) {
            text.append("%05d,Xã %d,2004-07-08,\n".formatted(i, i));
        }
        write("commune.csv", text.toString());
        long start = System.nanoTime();
        assertThat(CodeLists.read(dir)
                        .get("commune", "12999", LocalDate.of(2025, 1, 1))
                        .value())
                .isEqualTo("12999");
        assertThat(System.nanoTime() - start).isLessThan(5_000_000_000L);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(dir.resolve(name), text);
    }

    /** {@code file:line:column rule} of each. */
    private List<String> mistakes() {
        CodeListConfigException refused =
                catchThrowableOfType(CodeListConfigException.class, () -> CodeLists.read(dir));
        return refused.findings().stream()
                .map(finding -> Path.of(finding.at().file()).getFileName() + ":"
                        + finding.at().line() + ":" + finding.at().column() + " " + finding.rule())
                .toList();
    }
}
