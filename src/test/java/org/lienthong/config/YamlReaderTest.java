package org.lienthong.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlReaderTest {

    private final Findings findings = new Findings();

    @Test
    void keepsWhereEveryNodeStands() {
        YamlNode.Mapping root = (YamlNode.Mapping) read("a: 1\nb:\n  - x\n  - {c: NO}\n");

        assertThat(root.entries().get("b").key()).isEqualTo(new Position("f.yaml", 2, 1));
        YamlNode.Sequence list = (YamlNode.Sequence) root.entries().get("b").value();
        assertThat(list.items().get(0).at()).hasToString("f.yaml:3:5");
        YamlNode.Mapping inner = (YamlNode.Mapping) list.items().get(1);
        assertThat(inner.entries().get("c").value())
                .isEqualTo(new YamlNode.Scalar(new Position("f.yaml", 4, 9), "NO", true));
    }

    @Test
    void composesText() {
        assertThat(((YamlNode.Scalar) read("Bộ Tư pháp")).text()).isEqualTo("Bộ Tư pháp");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a: &x 1               | f.yaml:1:4 anchor
            a: *x                 | f.yaml:1:4 anchor
            a: !!java.net.URL [x] | f.yaml:1:4 tag
            a: !x y               | f.yaml:1:4 tag
            {a: 1, a: 2}          | f.yaml:1:8 duplicate-key
            a: [1                 | f.yaml:2:1 yaml-syntax
            ? [a, b]              | f.yaml:1:3 bad-key
            """)
    void refuses(String yaml, String finding) {
        YamlReader.read("f.yaml", yaml + "\n", findings);

        assertThat(findings.list()).singleElement().asString().startsWith(finding);
    }

    @Test
    void refusesASecondDocument() {
        YamlReader.read("f.yaml", "a: 1\n---\nb: 2\n", findings);

        assertThat(findings.toString()).startsWith("f.yaml:2:1 second-document");
    }

    @Test
    void refusesAnEmptyFile() {
        YamlReader.read("f.yaml", "# nothing\n", findings);

        assertThat(findings.toString()).startsWith("f.yaml:1:1 empty-file");
    }

    @Test
    void refusesDeepNesting() {
        YamlReader.read("f.yaml", "[".repeat(100) + "]".repeat(100), findings);

        assertThat(findings.toString()).contains("too-deep");
    }

    @Test
    void refusesControlCharacters() {
        YamlReader.read("f.yaml", "a: b\u0007c\n", findings);

        assertThat(findings.toString()).contains("yaml-syntax");
    }

    @Test
    void refusesWhatIsNotUtf8(@TempDir Path dir) throws IOException {
        Path file = Files.write(dir.resolve("x.yaml"), "a: Bộ".getBytes(StandardCharsets.UTF_16));

        YamlReader.read(file, findings);

        assertThat(findings.toString()).contains("not-utf-8");
    }

    @Test
    void skipsAByteOrderMark() {
        assertThat(((YamlNode.Mapping) read("\uFEFFa: 1")).entries()).containsKey("a");
    }

    private YamlNode read(String text) {
        YamlNode node = YamlReader.read("f.yaml", text, findings).orElseThrow();
        assertThat(findings.isEmpty()).isTrue();
        return node;
    }
}
