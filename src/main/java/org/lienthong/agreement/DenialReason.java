package org.lienthong.agreement;

import java.util.Locale;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.lienthong.problem.Violation;

/**
 * Why an enquiry is denied, in the order in which it is checked. The slug goes into the audit entry; the texts go to the
 * caller, who learns of an unknown service no more than of one that it has no agreement for.
 */
public enum DenialReason {
    PURPOSE_MISSING("Purpose", "is missing or no code", "Thiếu mục đích khai thác hoặc mã mục đích không hợp lệ."),
    UNKNOWN_SERVICE("", Texts.NONE, Texts.NONE_VI),
    NO_AGREEMENT("", Texts.NONE, Texts.NONE_VI),
    NOT_YET_VALID("", "The agreement is not in force yet.", "Thỏa thuận chưa có hiệu lực."),
    EXPIRED("", "The agreement has expired.", "Thỏa thuận đã hết hiệu lực."),
    REVOKED("", "The agreement has been revoked.", "Thỏa thuận đã bị chấm dứt."),
    SUSPENDED("", "The agreement is suspended.", "Thỏa thuận đang tạm dừng."),
    SERVICE_SUSPENDED("", "The service is suspended.", "Dịch vụ đang tạm dừng."),
    PROVIDER_SUSPENDED("", "The services of this agency are suspended.", "Dịch vụ của cơ quan này đang tạm dừng."),
    CONSUMER_SUSPENDED("", "The access of this agency is suspended.", "Quyền khai thác của cơ quan đang tạm dừng."),
    SYSTEM_NOT_PERMITTED("", "The agreement does not name this system.", "Thỏa thuận không cho phép hệ thống này."),
    PURPOSE_NOT_PERMITTED("Purpose", "is not one that the agreement allows", "Mục đích không thuộc thỏa thuận."),
    PROCEDURE_NOT_PERMITTED(
            "Procedure", "is missing or not one that the agreement allows", "Thủ tục không thuộc thỏa thuận."),
    CASE_MISSING("Case-Id", "is missing or malformed", "Thiếu mã hồ sơ hoặc mã hồ sơ không hợp lệ."),
    OFFICER_MISSING("Officer-Id", "is missing or malformed", "Thiếu mã cán bộ hoặc mã cán bộ không hợp lệ."),
    OFFICER_OF_OTHER_AGENCY("Officer-Id", "names another agency's officer", "Cán bộ thuộc cơ quan khác."),
    OFFICER_NOT_PERMITTED(
            "Officer-Id", "is not one that the agreement allows", "Thỏa thuận không cho phép cán bộ này.");

    private final String header;
    private final String detail;
    private final String detailVi;

    DenialReason(String header, String detail, String detailVi) {
        this.header = header;
        this.detail = detail;
        this.detailVi = detailVi;
    }

    /** As in audit entries and metrics. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    ProblemException problem() {
        if (header.isEmpty()) {
            return new ProblemException(ProblemType.PURPOSE_NOT_PERMITTED, detail, detailVi);
        }
        return new ProblemException(
                ProblemType.PURPOSE_NOT_PERMITTED,
                "The header " + header + " " + detail + ".",
                detailVi + " (" + header + ")",
                new Violation(header, detail));
    }

    private static final class Texts {
        static final String NONE = "There is no service of that name which this agency may use.";
        static final String NONE_VI = "Không có dịch vụ này hoặc cơ quan chưa được phép khai thác.";
    }
}
