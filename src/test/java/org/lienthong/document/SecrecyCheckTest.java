package org.lienthong.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.text.Normalizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;

class SecrecyCheckTest {

    private static final String GOOD = Examples.text("documents/new.edxml");

    private final SecrecyCheck check = new SecrecyCheck(EdxmlLimits.Secrecy.defaults());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MẬT",
                "MẬT: V/v kế hoạch",
                "MẬT V/v kế hoạch",
                "(MẬT) V/v kế hoạch",
                "[TỐI MẬT] KẾ HOẠCH PHÒNG THỦ",
                "TUYỆT MẬT KẾ HOẠCH",
                "V/v kế hoạch (TUYỆT MẬT)",
                "V/v kế hoạch MẬT",
                "KẾ HOẠCH - MẬT",
                "MẬT. KẾ HOẠCH",
                "Công văn TỐI  MẬT",
                "Độ mật: TUYỆT MẬT",
                "VPCP-KSTT-MẬT",
                "V/v (MẬT) kế hoạch năm sau"
            })
    void seesAMarking(String text) {
        assertThat(check.isMarked(text)).isTrue();
        assertThat(check.isMarked(Node.nfc(Normalizer.normalize(text, Normalizer.Form.NFD))))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "V/v bảo mật hệ thống",
                "Mật Sơn: quy hoạch chi tiết",
                "Quy định về bí mật nhà nước",
                "Danh mục bí mật nhà nước độ Tối mật",
                "QUY CHẾ BẢO MẬT",
                "QUY CHẾ BẢO-MẬT",
                "Quy_chế_BẢO_MẬT",
                "MẬT ONG và sản phẩm",
                "MẬT ĐỘ DÂN SỐ NĂM 2026",
                "MẬT KHẨU: hướng dẫn đổi",
                "MẬT MÃ",
                "LUẬT BẢO VỆ BÍ MẬT NHÀ NƯỚC",
                "V/v rà soát dữ liệu",
                ""
            })
    void leavesOrdinaryWordsAlone(String text) {
        assertThat(check.isMarked(text)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<edXML:Subject>V/v|<edXML:Subject>MẬT: V/v",
                "<edXML:TypeName>Công văn|<edXML:TypeName>Công văn (TỐI MẬT)",
                "<edXML:CodeNotation>VPCP-KSTT|<edXML:CodeNotation>VPCP-MẬT",
                "<AttachmentName>9001-VPCP-KSTT.signed|<AttachmentName>TUYỆT MẬT 9001",
                "<edXML:AttachmentName>9001-VPCP-KSTT.signed|<edXML:AttachmentName>9001 (MẬT).signed",
                "<edXML:Subject>|<edXML:SecurityLevel>TỐI MẬT</edXML:SecurityLevel><edXML:Subject>",
                "<edXML:Priority>|<edXML:DoMat>2</edXML:DoMat><edXML:Priority>",
                "<edXML:Priority>0|<edXML:Priority>MẬT",
                "<edXML:Priority>0|<edXML:Priority>Tối  mật",
                "<edXML:SphereOfPromulgation>|<edXML:SphereOfPromulgation>TUYỆT MẬT - ",
                "<edXML:Appendix>|<edXML:Appendix>(MẬT) ",
                "<edXML:Place>Lưu: VT, KSTT|<edXML:Place>Tuyệt mật",
                "<edXML:Subject>V/v rà soát dữ liệu dùng chung|<edXML:Subject>Mật",
                "<edXML:Subject>|<x:doMat xmlns:x='urn:x'>Mật</x:doMat><edXML:Subject>"
            })
    void refusesAMarkedDocument(String from, String to) {
        assertThat(GOOD).contains(from);
        assertThatThrownBy(() -> Examples.read(GOOD.replace(from, to)))
                .isInstanceOfSatisfying(ProblemException.class, e -> assertThat(e.type())
                        .isEqualTo(ProblemType.STATE_SECRET_FORBIDDEN));
    }

    @Test
    void acceptsALevelThatMeansOpen() {
        String xml =
                GOOD.replace("<edXML:Subject>", "<edXML:SecurityLevel>Thường</edXML:SecurityLevel><edXML:Subject>");

        assertThat(Examples.read(xml)).isInstanceOf(EdxmlDocument.class);
    }
}
