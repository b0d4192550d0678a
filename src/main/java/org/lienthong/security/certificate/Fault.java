package org.lienthong.security.certificate;

import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;

/** Why a certificate proves nobody. */
enum Fault {
    MALFORMED("It cannot be read.", "Không đọc được."),
    EXPIRED("It has expired.", "Đã hết hạn."),
    NOT_YET_VALID("It is not valid yet.", "Chưa đến thời hạn hiệu lực."),
    WRONG_USAGE(
            "It is not for client authentication (extended key usage clientAuth, key usage digitalSignature).",
            "Không dùng để xác thực máy khách (extended key usage clientAuth, key usage digitalSignature)."),
    WEAK_KEY("Its key or signature is too weak.", "Khóa hoặc chữ ký quá yếu."),
    UNKNOWN_AUTHORITY(
            "No authority that the hub trusts issued it; send the whole chain with it.",
            "Không do tổ chức chứng thực mà trục tin cậy cấp; hãy gửi kèm đủ chuỗi chứng thư."),
    REVOKED("It was revoked.", "Đã bị thu hồi."),
    REVOCATION_UNKNOWN(
            "Whether it was revoked cannot be told now: the revocation list is missing or out of date.",
            "Chưa xác định được đã bị thu hồi hay chưa: danh sách thu hồi thiếu hoặc quá hạn."),
    NOT_REGISTERED(
            "It is valid, but registered for no system of an agency.",
            "Hợp lệ, nhưng chưa đăng ký cho hệ thống nào của cơ quan."),
    AMBIGUOUS("It is registered for more than one system.", "Được đăng ký cho nhiều hệ thống.");

    private final String en;
    private final String vi;

    Fault(String en, String vi) {
        this.en = en;
        this.vi = vi;
    }

    /** The word in audit entries: {@code not-yet-valid}. */
    String word() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    ProblemException problem() {
        return new ProblemException(
                ProblemType.CERTIFICATE_REFUSED,
                "The client certificate is not accepted. " + en,
                "Chứng thư số máy khách không được chấp nhận. " + vi);
    }
}
