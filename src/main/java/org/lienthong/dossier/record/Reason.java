package org.lienthong.dossier.record;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Why a record is refused or flagged: the slug is what callers see and never changes its meaning. */
public enum Reason {
    MALFORMED_JSON("The line is not one JSON value in UTF-8.", "Dòng này không phải một giá trị JSON (UTF-8) hợp lệ."),
    NOT_AN_OBJECT("A record is a JSON object.", "Mỗi bản ghi phải là một đối tượng JSON."),
    RECORD_TOO_LARGE("The record is larger than the limit.", "Bản ghi vượt quá kích thước cho phép."),
    TOO_DEEP("Nested too deeply.", "Lồng nhau quá sâu."),
    TOO_MANY("More items or properties than the limit.", "Số phần tử hoặc thuộc tính vượt giới hạn."),
    DUPLICATE_PROPERTY("The property is there twice.", "Thuộc tính bị lặp."),
    FORBIDDEN_PROPERTY("No property may have this name.", "Tên thuộc tính không được phép."),
    INVALID_TEXT("Holds NUL, a control character or half a surrogate pair.", "Chứa ký tự điều khiển hoặc ký tự hỏng."),
    NUMBER_TOO_LARGE("A number of too many digits, or with an exponent.", "Số quá dài hoặc có số mũ."),
    MISSING("Required, and missing or empty.", "Bắt buộc nhưng thiếu hoặc rỗng."),
    WRONG_TYPE("Another JSON type than the schema's.", "Sai kiểu JSON so với quy định."),
    TOO_LONG("Longer than the schema allows.", "Dài hơn quy định."),
    UNKNOWN_VALUE("Not one of the values that there are.", "Giá trị không có trong danh mục."),
    INVALID_CODE("Not a dossier code.", "Không phải mã hồ sơ hợp lệ."),
    INVALID_PROCEDURE("Not a procedure code.", "Không phải mã thủ tục hành chính hợp lệ."),
    INVALID_FIELD_CODE("Not a field code.", "Không phải mã lĩnh vực hợp lệ."),
    INVALID_IDENTIFIER("Not as many digits as an identifier of its kind has.", "Số định danh không đúng số chữ số."),
    INVALID_DATE("Not a day and time written yyyyMMddHHmmss.", "Không phải ngày giờ dạng yyyyMMddHHmmss."),
    DATE_OUT_OF_RANGE("Before 2000, or later than it can be.", "Trước năm 2000 hoặc ở tương lai không thể có."),
    INVALID_LINK("Not an http or https address.", "Không phải địa chỉ http hoặc https."),
    UNKNOWN_AGENCY("The code's agency is not known.", "Không rõ cơ quan trong mã hồ sơ."),
    NOT_OWN_AGENCY("The code is another agency's.", "Mã hồ sơ thuộc cơ quan khác."),
    REWRITTEN_STATE(
            "A wait for the citizen was rewritten to a finished state: what ended it is missing.",
            "Trạng thái chờ bị ghi đè thành đã xong: thiếu bước kết thúc việc chờ."),
    CONTRADICTED_STATE(
            "Finished, but the record's own content says otherwise.", "Đã xong nhưng nội dung bản ghi mâu thuẫn."),
    INVALID_TRANSITION(
            "No dossier goes from the state before it to this one.",
            "Không thể chuyển từ trạng thái trước sang trạng thái này.");

    private final String text;
    private final String textVi;

    Reason(String text, String textVi) {
        this.text = text;
        this.textVi = textVi;
    }

    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public String text() {
        return text;
    }

    public String textVi() {
        return textVi;
    }

    /** @return null for what is none of these, as the portal's own words */
    public static @Nullable Reason ofSlug(String slug) {
        for (Reason reason : values()) {
            if (reason.slug().equals(slug)) {
                return reason;
            }
        }
        return null;
    }
}
