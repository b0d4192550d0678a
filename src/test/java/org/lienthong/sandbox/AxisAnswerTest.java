package org.lienthong.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;

class AxisAnswerTest {

    private final ByteArrayOutputStream document = new ByteArrayOutputStream();

    @Test
    void readsAList() {
        AxisAnswer answer = read("""
                {"status":"OK","ErrorCode":"0","ErrorDesc":"","data":[
                  {"docId":"a","from":"G09","status_desc":null,"size":7},{"docId":"b","more":{"x":[1]}}]}""");

        assertThat(answer.ok()).isTrue();
        assertThat(answer.items())
                .containsExactly(Map.of("docId", "a", "from", "G09", "size", "7"), Map.of("docId", "b"));
    }

    @Test
    void decodesADocument() {
        AxisAnswer answer =
                read("{\"status\":\"OK\",\"ErrorCode\":\"0\",\"ErrorDesc\":\"\",\"data\":\"PGE+xJA8L2E+\"}");

        assertThat(answer.ok()).isTrue();
        assertThat(document.toString(UTF_8)).isEqualTo("<a>Đ</a>");
    }

    @Test
    void readsACountAndARefusal() {
        assertThat(read("{\"status\":\"OK\",\"ErrorCode\":\"0\",\"count\":3}").count())
                .isEqualTo(3);
        assertThat(read("{\"status\":\"FAIL\",\"ErrorCode\":\"409\",\"ErrorDesc\":\"no\",\"data\":[]}")
                        .ok())
                .isFalse();
    }

    @Test
    void refusesWhatIsNoJson() {
        assertThatThrownBy(() -> read("<html>")).isInstanceOf(JacksonException.class);
    }

    private AxisAnswer read(String json) {
        return AxisAnswer.read(new ByteArrayInputStream(json.getBytes(UTF_8)), document);
    }
}
