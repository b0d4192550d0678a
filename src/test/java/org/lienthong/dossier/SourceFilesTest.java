package org.lienthong.dossier;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceFilesTest {

    @TempDir
    Path directory;

    @Test
    void translatesTheSourcesWordsAndLeavesTheRest() throws IOException {
        write("H41.yaml", """
                states: {"0": 1, "15": 4, ĐÃ TRẢ: 10}
                applicant-kinds: {"0": 1}
                """);
        SourceMappings mappings = SourceFiles.read(directory);
        String record =
                "{\"a\":{\"TrangThai\":15},\"TrangThaiHoSo\":15,\"LoaiDoiTuong\":\"0\",\"Gia\":1.50,\"x\":[null,true]}";
        assertThat(text(mappings.toPortal("H41", RecordKind.DOSSIER, record.getBytes(UTF_8))))
                .isEqualTo(record.replace("\"TrangThaiHoSo\":15", "\"TrangThaiHoSo\":\"4\"")
                        .replace("\"LoaiDoiTuong\":\"0\"", "\"LoaiDoiTuong\":\"1\""));
        assertThat(text(mappings.toPortal("H41", RecordKind.PROGRESS, "{\"TrangThai\":\"ĐÃ TRẢ\"}".getBytes(UTF_8))))
                .isEqualTo("{\"TrangThai\":\"10\"}");
        byte[] own = record.getBytes(UTF_8);
        assertThat(mappings.toPortal("H56", RecordKind.DOSSIER, own)).isSameAs(own);
    }

    @Test
    void namesAllThatIsWrongWithTheFiles() throws IOException {
        write("H41.yaml", "states: {\"0\": 11}\napplicant-kinds: [1]\nother: 1\n");
        assertThatThrownBy(() -> SourceFiles.read(directory))
                .hasMessageContaining("H41.yaml:1:15 bad-value")
                .hasMessageContaining("H41.yaml:2:18 wrong-shape")
                .hasMessageContaining("H41.yaml:3:1 unknown-key");
    }

    @Test
    void needsNoFile() {
        assertThat(SourceFiles.read(directory.resolve("none")).of("H56").isIdentity())
                .isTrue();
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(directory.resolve(name), text);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, UTF_8);
    }
}
