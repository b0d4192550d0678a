package org.lienthong.dossier.portal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lienthong.dossier.DossierState;
import org.lienthong.dossier.RecordKind;
import org.lienthong.dossier.SourceMapping;
import org.lienthong.dossier.SourceMappings;

class PortalWordsTest {

    private final PortalWords words = new PortalWords(
            new SourceMappings(Map.of("H41", new SourceMapping(Map.of("15", DossierState.DONE), Map.of()))),
            "H56"::equals,
            (agency, record, code) -> record);

    @Test
    void mostRecordsGoAsTheyCame() {
        assertThat(words.keeps("H01", RecordKind.DOSSIER, null)).isTrue();
        assertThat(words.keeps("H56", RecordKind.PROGRESS, null)).isTrue();
        assertThat(words.keeps("H56", RecordKind.DOSSIER, null)).isFalse();
        assertThat(words.keeps("H41", RecordKind.PROGRESS, null)).isFalse();
        assertThat(words.keeps("H01", RecordKind.PROGRESS, "G22-261120-0001")).isFalse();
    }

    @Test
    void translatesTheWordsOfASource() {
        byte[] own = "{\"MaHoSo\":\"A\",\"TrangThai\":\"15\"}".getBytes(UTF_8);

        assertThat(new String(words.of("H41", RecordKind.PROGRESS, null, own), UTF_8))
                .isEqualTo("{\"MaHoSo\":\"A\",\"TrangThai\":\"9\"}");
    }
}
