package org.lienthong.vxp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;

/** SHA-256 of "abc" (FIPS 180-4, B.1); its bytes 01, 03 and 00 lose their first digit in the SDK's spelling. */
class FileHashTest {

    private static void verify(String expected, String content) throws IOException {
        FileHash hash = new FileHash(expected);
        try (InputStream in = hash.over(new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)))) {
            assertThat(in.read()).isEqualTo('a');
            in.readAllBytes();
        }
        hash.verify();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD",
                "ba7816bf8f1cfea414140de5dae2223b0361a396177a9cb410ff61f2015ad",
            })
    void takesBothSpellings(String expected) throws IOException {
        verify(expected, "abc");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f2015ad", "abc", "ba78"})
    void refusesAnythingElse(String expected) {
        assertThatThrownBy(() -> verify(expected, "abc"))
                .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.type())
                        .isEqualTo(ProblemType.HASH_MISMATCH));
    }

    @Test
    void refusesAnotherFile() {
        assertThatThrownBy(() -> verify("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", "abd"))
                .isInstanceOf(ProblemException.class);
    }
}
