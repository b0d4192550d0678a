package org.lienthong.dossier.batch;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ReceivingTest {

    @Test
    void letsNoAgencyTakeAllPlaces() {
        Receiving receiving = new Receiving(3, 2);
        receiving.enter("H56");
        Receiving.Place second = receiving.enter("H56");
        assertThatThrownBy(() -> receiving.enter("H56")).hasMessageContaining("Too many batches");
        receiving.enter("H41");
        assertThatThrownBy(() -> receiving.enter("H26")).hasMessageContaining("Too many batches");
        second.close();
        assertThatCode(() -> receiving.enter("H26")).doesNotThrowAnyException();
    }
}
