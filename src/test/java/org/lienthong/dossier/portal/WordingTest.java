package org.lienthong.dossier.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lienthong.call.SystemReply;

class WordingTest {

    private static final String SAYINGS = """
            0    | Đồng bộ hồ sơ thành công                                     | OK
            00   | Thành công                                                   | OK
            0    | ''                                                           | OK
            00   | OK                                                           | OK
            ''   | Cập nhật tiến độ hồ sơ thành công                            | OK
            ''   | Cap nhat tien do ho so thanh cong!                           | OK
            1    | Cập nhật THÀNH CÔNG 10 bản ghi                               | OK
            3    | Mã hồ sơ H56.12-261120-0001 đã tồn tại                       | EXISTS
            -3   | Hồ sơ đã tồn tại                                             | EXISTS
            -3   | HO SO DA TON TAI TREN HE THONG                               | EXISTS
            3    | ''                                                           | EXISTS
            -1   | Hồ sơ đã có trên hệ thống                                    | EXISTS
            ''   | Dossier already exists                                       | EXISTS
            4    | Hồ sơ H56.12-261120-0001 không tồn tại trên hệ thống         | UNKNOWN_DOSSIER
            4    | Không tìm thấy hồ sơ                                         | UNKNOWN_DOSSIER
            4    | Khong tim thay thong tin ho so                               | UNKNOWN_DOSSIER
            -4   | Mã hồ sơ chưa được đồng bộ                                   | UNKNOWN_DOSSIER
            1    | Chưa có hồ sơ trên cổng                                      | UNKNOWN_DOSSIER
            1    | Chưa tồn tại mã hồ sơ 000.00.00.H01-200101-0001              | UNKNOWN_DOSSIER
            5    | Mã thủ tục không tồn tại                                     | REFUSED
            5    | Mã thủ tục không thuộc thẩm quyền của đơn vị                 | REFUSED
            5    | Đồng bộ không thành công: ngày tiếp nhận sai định dạng       | REFUSED
            ''   | Cập nhật thất bại                                            | REFUSED
            ''   | Thiếu trường MaTTHC                                          | REFUSED
            2    | Số lượng hồ sơ vượt quá 200                                  | REFUSED
            12   | ''                                                           | REFUSED
            -1   | Phiên làm việc không hợp lệ hoặc đã hết hạn                  | SESSION_EXPIRED
            1    | Session đã hết hạn                                           | SESSION_EXPIRED
            ''   | Invalid session                                              | SESSION_EXPIRED
            ''   | session expired                                              | SESSION_EXPIRED
            ''   | Session không tồn tại                                        | SESSION_EXPIRED
            1    | Bạn chưa đăng nhập                                           | SESSION_EXPIRED
            1    | Hệ thống đang bảo trì                                        | LATER
            1    | Hệ thống đang quá tải, vui lòng thử lại sau                  | LATER
            ''   | Too many requests                                            | LATER
            99   | Có lỗi xảy ra, mã lỗi 0x8004                                 | IN_DOUBT
            1    | Lỗi hệ thống                                                 | IN_DOUBT
            ''   | java.lang.NullPointerException                               | IN_DOUBT
            ''   | <html><body>nginx</body></html>                              | IN_DOUBT
            ''   | ''                                                           | IN_DOUBT
            ''   | abc                                                          | IN_DOUBT
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = SAYINGS)
    void understandsWhatThePortalSays(String code, String message, Meaning meaning) {
        String given = code.isEmpty() ? null : code;

        assertThat(Wording.of(given, Normalizer.normalize(message, Normalizer.Form.NFC)))
                .isEqualTo(meaning);
        assertThat(Wording.of(given, Normalizer.normalize(message, Normalizer.Form.NFD)))
                .isEqualTo(meaning);
        assertThat(Wording.of(given, Wording.plain(message))).isEqualTo(meaning);
        assertThat(Wording.of(given, message.toUpperCase(java.util.Locale.ROOT)))
                .isEqualTo(meaning);
    }

    @Test
    void readsCodesThatAreNumbersAndAnswersThatAreTexts() {
        assertThat(meaning(200, "{\"error_code\":0,\"message\":null}")).isEqualTo(Meaning.OK);
        assertThat(meaning(200, "{\"error_code\":-3,\"message\":\"đã tồn tại\"}"))
                .isEqualTo(Meaning.EXISTS);
        assertThat(meaning(200, "\"Cập nhật thành công\"")).isEqualTo(Meaning.OK);
        assertThat(meaning(200, "Cập nhật thành công")).isEqualTo(Meaning.OK);
        assertThat(meaning(200, "<html>")).isEqualTo(Meaning.IN_DOUBT);
        assertThat(meaning(200, "")).isEqualTo(Meaning.IN_DOUBT);
        assertThat(meaning(200, "{\"error_code\":")).isEqualTo(Meaning.IN_DOUBT);
    }

    @Test
    void knowsWhatMayHaveBeenTaken() {
        assertThat(meaning(0, "")).isEqualTo(Meaning.IN_DOUBT);
        assertThat(PortalMessage.reply(SystemReply.unsent()).meaning()).isEqualTo(Meaning.LATER);
        assertThat(meaning(503, "")).isEqualTo(Meaning.LATER);
        assertThat(meaning(429, "")).isEqualTo(Meaning.LATER);
        assertThat(meaning(404, "")).isEqualTo(Meaning.LATER);
        assertThat(meaning(500, "")).isEqualTo(Meaning.IN_DOUBT);
        assertThat(meaning(504, "")).isEqualTo(Meaning.IN_DOUBT);
        assertThat(meaning(401, "")).isEqualTo(Meaning.SESSION_EXPIRED);
    }

    @Test
    void waitsAsLongAsItIsAsked() {
        SystemReply busy = new SystemReply(503, "7", new byte[0], true);
        SystemReply odd = new SystemReply(503, "soon", new byte[0], true);

        assertThat(PortalMessage.reply(busy).pause()).hasSeconds(7);
        assertThat(PortalMessage.reply(odd).pause()).isNull();
    }

    private static Meaning meaning(int status, String body) {
        return PortalMessage.reply(
                        new SystemReply(status, null, body.getBytes(java.nio.charset.StandardCharsets.UTF_8), true))
                .meaning();
    }
}
