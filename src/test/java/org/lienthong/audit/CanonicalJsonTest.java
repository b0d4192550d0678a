package org.lienthong.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class CanonicalJsonTest {

    @Test
    void writesStringsNumbersAndLists() {
        assertThat(text(new CanonicalJson()
                        .member("a", "x")
                        .member("b", -7)
                        .member("c", List.of("1", "2"))
                        .toBytes()))
                .isEqualTo("{\"a\":\"x\",\"b\":-7,\"c\":[\"1\",\"2\"]}");
    }

    @Test
    void leavesOutWhatIsAbsent() {
        assertThat(text(new CanonicalJson()
                        .member("a", (String) null)
                        .member("b", List.of())
                        .toBytes()))
                .isEqualTo("{}");
    }

    @Test
    void escapesTheTwoWithAMeaning() {
        assertThat(written("say \"\\\"/")).isEqualTo("say \\\"\\\\\\\"/");
    }

    @Test
    void escapesControlCharactersTheShortestWay() {
        StringBuilder all = new StringBuilder();
        for (char c = 0; c < 0x20; c++) {
            all.append(c);
        }
        assertThat(written(all.toString()))
                .isEqualTo(
                        "\\u0000\\u0001\\u0002\\u0003\\u0004\\u0005\\u0006\\u0007\\b\\t\\n\\u000b\\f\\r\\u000e\\u000f"
                                + "\\u0010\\u0011\\u0012\\u0013\\u0014\\u0015\\u0016\\u0017\\u0018\\u0019\\u001a\\u001b\\u001c\\u001d"
                                + "\\u001e\\u001f");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Nghệ An", "ĐƯỜNG ↔ đường", "\u007f\u0080\u2028\u2029<>&'", "𝄞 \uD83D\uDCC4", "e\u0302\u0301"})
    void leavesEverythingElseAsItIs(String value) {
        assertThat(written(value)).isEqualTo(value);
    }

    @Test
    void isReadBackTheSame() {
        String value = "\u0000\u001f\"\\/\b\f\n\r\t Văn bản số 9001/VPCP-KSTT 𝄞";
        byte[] bytes = new CanonicalJson().member("a", value).toBytes();
        assertThat(new JsonMapper().readTree(bytes).get("a").asString()).isEqualTo(value);
    }

    @Test
    void refusesMembersOutOfOrder() {
        assertThatThrownBy(() -> new CanonicalJson().member("b", 1).member("a", 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("a after b");
    }

    @Test
    void refusesAMemberTwice() {
        assertThatThrownBy(() -> new CanonicalJson().member("a", 1).member("a", "1"))
                .isInstanceOf(IllegalStateException.class);
    }

    private static String written(String value) {
        String object = text(new CanonicalJson().member("a", value).toBytes());
        assertThat(object).startsWith("{\"a\":\"").endsWith("\"}");
        return object.substring(6, object.length() - 2);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, UTF_8);
    }
}
