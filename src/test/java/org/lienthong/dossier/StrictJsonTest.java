package org.lienthong.dossier;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lienthong.problem.Locus;
import org.lienthong.problem.ProblemException;

class StrictJsonTest {

    private static List<String> objects(String json) {
        return StrictJson.objects(json.getBytes(UTF_8), 3).stream()
                .map(bytes -> new String(bytes, UTF_8))
                .toList();
    }

    @Test
    void cutsOutEachObjectByteForByte() {
        assertThat(objects(" [ {\"a\" : \"Nguyễn\"},\n{ \"b\":[{}] } ] "))
                .containsExactly("{\"a\" : \"Nguyễn\"}", "{ \"b\":[{}] }");
        assertThat(objects("{\"ộ\":1}\n")).containsExactly("{\"ộ\":1}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "1",
                "[1]",
                "[{}",
                "{} {}",
                "[{}] 1",
                "[{},2]",
                "[{},{},{},{}]",
                "{\"a\":1,\"a\":2}",
                "[[{}]]",
                "[[[[[[[[[[[[[[[[[[[[{}]]]]]]]]]]]]]]]]]]]]"
            })
    void refusesWhatIsNoListOfObjects(String json) {
        assertThatThrownBy(() -> objects(json)).isInstanceOfSatisfying(ProblemException.class, refusal -> assertThat(
                        refusal.type().locus())
                .isEqualTo(Locus.CALLER));
    }
}
