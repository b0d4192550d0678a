package org.lienthong.dossier.portal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordCodeTest {

    private static final String CODE = "H56.12-261120-0001";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'MaHoSo':'H56.12-261120-0001','TrangThaiHoSo':'2'}",
                "{'ChuHoSo':'Nguyễn Văn Mẫu','MaHoSo' : 'H56.12-261120-0001'}",
                "{'GhiChu':'xem ~'MaHoSo~':~'X~'','MaHoSo':'H56.12-261120-0001'}",
                "{'GhiChu':'MaHoSo','MaHoSo':'H56.12-261120-0001'}",
                "{'TaiLieuNop':[{'MaHoSo':'khác'}],'MaHoSo':'H56.12-261120-0001'}",
                "{'GhiChu':'~~','MaHoSo':'H56.12-261120-0001'}",
                "{'MaHoSo':'H56.12~u002d261120-0001'}",
                "{'~u004daHoSo':'H56.12-261120-0001'}"
            })
    void findsTheCodeWhereverItStands(String record) {
        byte[] bytes = ("##" + record.replace('\'', '"').replace('~', '\\') + "##").getBytes(UTF_8);

        assertThat(RecordCode.of(bytes, 2, bytes.length - 2)).isEqualTo(CODE);
    }
}
