package org.lienthong.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RouteExamplesTest {

    private static final Path BASE = Path.of("src/test/resources/check/base");
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T03:00:00Z"), ZoneOffset.UTC);

    @TempDir
    private Path examples;

    @Test
    void takesWhatTheRouteStillMakes() throws IOException {
        write("documents/same.input.txt", "<a>\n<b/></a>");
        write("documents/same.headers.txt", "hubKind=document\n");
        write("documents/same.output.txt", "<a>\n<b/></a>\n");
        assertThat(findings()).isEmpty();
    }

    @Test
    void namesTheLineThatIsNotWhatTheRouteMakes() throws IOException {
        write("documents/other.input.txt", "<a>\n<b/></a>");
        write("documents/other.headers.txt", "");
        write("documents/other.output.txt", "<a>\n<c/></a>");
        assertThat(findings()).containsExactly("other.output.txt:2:1 bad-example");
    }

    @Test
    void namesARouteThatIsGoneAndAnOutputThatIsMissing() throws IOException {
        write("documents/half.input.txt", "<a/>");
        write("nobody/x.input.txt", "<a/>");
        assertThat(findings()).containsExactly("half.input.txt:1:1 bad-example", "x.input.txt:1:1 bad-example");
    }

    private void write(String name, String text) throws IOException {
        Path file = examples.resolve("routes").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private List<String> findings() {
        return Check.of(BASE.resolve("config"), BASE.resolve("routes"), examples, CLOCK).errors().stream()
                .map(found -> Path.of(found.at().file()).getFileName() + ":"
                        + found.at().line() + ":" + found.at().column() + " " + found.rule())
                .toList();
    }
}
