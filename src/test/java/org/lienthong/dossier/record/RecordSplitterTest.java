package org.lienthong.dossier.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lienthong.dossier.record.RecordSplitter.Format;
import org.lienthong.problem.ProblemException;

class RecordSplitterTest {

    @Test
    void findsTheElementsOfAnArray() {
        assertThat(array(" [ {\"a\":\"]},{\"} , [1,[2]] ,\"x\\\"y\", 17,null\n] "))
                .containsExactly("{\"a\":\"]},{\"}", "[1,[2]]", "\"x\\\"y\"", "17", "null");
        assertThat(array("[]")).isEmpty();
        assertThat(array("\uFEFF[1]")).containsExactly("1");
    }

    @Test
    void findsTheLines() {
        assertThat(split("{\"a\":1}\r\n\n  {\"b\":\"ế\"} \n{oops", Format.LINES, 100, 7))
                .containsExactly("{\"a\":1}", "{\"b\":\"ế\"}", "{oops");
        assertThat(split(" \n", Format.LINES, 100, 7)).isEmpty();
    }

    @Test
    void forgetsWhatIsTooLargeAndGoesOn() {
        String large = "{\"a\":\"" + "x".repeat(300_000) + "\"}";
        assertThat(split("[1," + large + ",2]", Format.ARRAY, 1000, 8192)).containsExactly("1", "!", "2");
        assertThat(split("1\n" + large + "\n2", Format.LINES, 1000, 8192)).containsExactly("1", "!", "2");
        assertThat(split("[1,[12345678901],2]", Format.ARRAY, 10, 8192)).containsExactly("1", "!", "2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[", "[1", "[1,", "[1,]", "[,1]", "[1 2]", "[1]]", "[1]x", "1", "[{]", "[\"x]", "x", "[1}", "[:]"
            })
    void saysWhereAnArrayIsNone(String json) {
        assertThatThrownBy(() -> array(json))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("not well-formed JSON: look at byte");
    }

    @Test
    void demandsAnArray() {
        assertThatThrownBy(() -> array("{}")).hasMessageContaining("The body is a JSON array");
        assertThatThrownBy(() -> array("   [1, 2 3]")).hasMessageContaining("byte 9");
    }

    private static List<String> array(String json) {
        List<String> whole = split(json, Format.ARRAY, 1000, 8192);
        assertThat(split(json, Format.ARRAY, 1000, 1)).isEqualTo(whole);
        return whole;
    }

    private static List<String> split(String json, Format format, int largest, int step) {
        InputStream in = new ByteArrayInputStream(json.getBytes(UTF_8)) {
            @Override
            public int read(byte[] buffer, int offset, int length) {
                return super.read(buffer, offset, Math.min(length, step));
            }
        };
        try {
            RecordSplitter splitter = new RecordSplitter(in, format, largest);
            List<String> records = new ArrayList<>();
            while (splitter.next()) {
                records.add(
                        splitter.oversized()
                                ? "!"
                                : new String(splitter.buffer(), splitter.start(), splitter.length(), UTF_8));
            }
            return records;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
