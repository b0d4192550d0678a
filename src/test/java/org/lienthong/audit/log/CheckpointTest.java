package org.lienthong.audit.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTest {

    private static final String ROOT = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";

    @Test
    void isThreeLines() {
        String text = "hub.example/audit\n0\n" + ROOT + "\n";

        assertThat(new Checkpoint("hub.example/audit", 0, Merkle.emptyRoot()).text())
                .isEqualTo(text);
        assertThat(Checkpoint.parse(text).text()).isEqualTo(text);
        assertThat(Checkpoint.parse(text + "extension\n").size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a\n0\n" + ROOT,
                "\n0\n" + ROOT + "\n",
                "a\n00\n" + ROOT + "\n",
                "a\n-1\n" + ROOT + "\n",
                "a\n9999999999999999999\n" + ROOT + "\n",
                "a\n1\n47DEQpj8HBSa\n",
                "a\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFV=\n"
            })
    void refusesAnythingElse(String text) {
        assertThatThrownBy(() -> Checkpoint.parse(text)).isInstanceOf(LogFormatException.class);
    }
}
