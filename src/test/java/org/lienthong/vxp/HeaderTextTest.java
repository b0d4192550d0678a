package org.lienthong.vxp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;

class HeaderTextTest {

    private static final String TEXT = "9001/VPCP-TTĐT";

    @Test
    void readsRawUtf8SeenAsLatin1() {
        assertThat(HeaderText.decode("x", new String(TEXT.getBytes(UTF_8), ISO_8859_1)))
                .isEqualTo(TEXT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UTF-8''9001%2FVPCP-TT%C4%90T",
                "utf-8'vi'9001/VPCP-TT%C4%90T",
                "9001%2fVPCP-TT%c4%90T",
                "=?UTF-8?B?OTAwMS9WUENQLVRUxJBU?=",
                "=?utf-8?q?9001/VPCP-TT=C4=90T?=",
                "  9001/VPCP-TTĐT ",
            })
    void readsEveryCodingOfTheField(String value) {
        assertThat(HeaderText.decode("x", value)).isEqualTo(TEXT);
    }

    @Test
    void composesWhatCameDecomposed() {
        assertThat(HeaderText.decode("x", "a\u0302\u0301")).isEqualTo("\u1ea5");
    }

    @ParameterizedTest
    @CsvSource({"000.00.00.G22", "100%", "50%zz", "%C3%28", "=?UTF-8?B?***?=", "a+b", "\u00e9"})
    void leavesAloneWhatIsNotEncoded(String value) {
        assertThat(HeaderText.decode("x", value)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "G22%0d%0aSet-Cookie: a=b",
                "G22%0A",
                "UTF-8''a%00b",
                "=?UTF-8?Q?a=0D=0Ab?=",
                "a\rb",
                "a\nb",
                "a\u0000b",
                "a\u007fb",
                "%C2%85",
            })
    void refusesControlCharactersHoweverTheyAreEncoded(String value) {
        assertThatThrownBy(() -> HeaderText.decode("x", value))
                .isInstanceOfSatisfying(ProblemException.class, problem -> {
                    assertThat(problem.type()).isEqualTo(ProblemType.MALFORMED_REQUEST);
                    assertThat(problem.detail()).doesNotContain("Cookie");
                });
    }

    @Test
    void refusesWhatIsTooLong() {
        assertThatThrownBy(() -> HeaderText.decode("x", "a".repeat(1025))).isInstanceOf(ProblemException.class);
    }
}
