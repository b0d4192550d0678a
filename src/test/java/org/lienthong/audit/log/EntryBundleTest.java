package org.lienthong.audit.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class EntryBundleTest {

    @Test
    void writesLengthsInTwoBytes() {
        byte[] longEntry = new byte[258];

        byte[] bundle = EntryBundle.encode(List.of(new byte[] {7}, new byte[0], longEntry));

        assertThat(bundle).startsWith(0, 1, 7, 0, 0, 1, 2).hasSize(7 + 258);
        assertThat(EntryBundle.decode(bundle)).containsExactly(new byte[] {7}, new byte[0], longEntry);
    }

    @Test
    void refusesBundlesThatEndTooEarlyOrHoldTooMuch() {
        assertThatThrownBy(() -> EntryBundle.decode(new byte[] {0})).hasMessageContaining("within a length");
        assertThatThrownBy(() -> EntryBundle.decode(new byte[] {0, 2, 1})).hasMessageContaining("within entry 0");
        byte[] many = EntryBundle.encode(Collections.nCopies(257, new byte[1]));
        assertThatThrownBy(() -> EntryBundle.decode(many)).hasMessageContaining("more than 256");
        assertThatThrownBy(() -> EntryBundle.encode(List.of(new byte[65_536])))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
