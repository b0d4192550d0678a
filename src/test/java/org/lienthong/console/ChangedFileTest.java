package org.lienthong.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lienthong.publish.Difference;

class ChangedFileTest {

    private static final Difference.Changed CHANGED = new Difference.Changed(
            "routes/a.yaml",
            "changed",
            "--- a/routes/a.yaml\n+++ b/routes/a.yaml\n@@ -1,2 +1,3 @@\n # kept\n--- old\n+++ new\n+more\n");
    private static final Difference.Changed BINARY = new Difference.Changed("config/schemas/a.bin", "added", "");

    @Test
    void tellsEachLinesKindEvenWhereItLooksLikeAHeading() {
        ChangedFile file = ChangedFile.of(new Difference(List.of(CHANGED)), 100).get(0);
        assertThat(file.lines())
                .extracting(line -> line.kind().word(), ChangedFile.Line::text)
                .containsExactly(
                        tuple("place", "@@ -1,2 +1,3 @@"),
                        tuple("same", " # kept"),
                        tuple("removed", "--- old"),
                        tuple("added", "+++ new"),
                        tuple("added", "+more"));
        assertThat(file.left()).isZero();
    }

    @Test
    void countsWhatItDoesNotShow() {
        List<ChangedFile> files = ChangedFile.of(new Difference(List.of(CHANGED, BINARY, CHANGED)), 6);
        assertThat(files)
                .extracting(file -> file.lines().size(), ChangedFile::left)
                .containsExactly(tuple(5, 0), tuple(0, 0), tuple(1, 4));
    }
}
