package org.lienthong.publish;

import java.util.List;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.lienthong.problem.StandardDetail;
import org.lienthong.problem.Violation;

/** What stewards are told when something does not come into force. */
final class Refusal {

    private Refusal() {}

    static ProblemException of(Version refused) {
        List<Violation> errors = refused.findings().stream()
                .map(found -> new Violation(
                        found.file() + ":" + found.line() + ":" + found.column(),
                        found.severity() + " " + found.rule() + ": " + found.message()))
                .toList();
        String number = refused.version() == 0 ? "" : " (version " + refused.version() + ")";
        return new ProblemException(
                        ProblemType.CONFIG_INVALID,
                        "The configuration" + number + " has faults; what was in force stays in force.",
                        "Cấu hình" + number.replace("version", "phiên bản")
                                + " có lỗi; cấu hình đang chạy vẫn giữ nguyên.",
                        errors,
                        null)
                .asRecorded();
    }

    static ProblemException of(BundleException e) {
        return new ProblemException(
                e.rule().equals("size") || e.rule().equals("files")
                        ? ProblemType.PAYLOAD_TOO_LARGE
                        : ProblemType.CONFIG_INVALID,
                "The bundle is no configuration: " + e.getMessage() + ".",
                "Gói cấu hình không hợp lệ: " + e.getMessage() + ".",
                new Violation(e.path(), e.rule() + ": " + e.getMessage()));
    }

    static ProblemException stale(long inForce) {
        return new ProblemException(
                ProblemType.CONFIG_VERSION_CONFLICT,
                "Version " + inForce + " is in force by now; make the change again on top of it.",
                "Phiên bản " + inForce + " đang có hiệu lực; vui lòng thực hiện lại thay đổi trên phiên bản này.");
    }

    static ProblemException underWay() {
        return new ProblemException(
                ProblemType.RELOAD_IN_PROGRESS,
                "Another version is being published; try again when that is done.",
                "Một phiên bản khác đang được công bố; vui lòng thử lại sau.");
    }

    static ProblemException unknown() {
        return StandardDetail.of(ProblemType.NOT_FOUND);
    }

    static ProblemException notProposed(Version version) {
        return new ProblemException(
                ProblemType.INVALID_TRANSITION,
                "Version " + version.version() + " is " + version.state() + ", not proposed.",
                "Phiên bản " + version.version() + " không ở trạng thái chờ phê duyệt.");
    }

    static ProblemException ownProposal() {
        return new ProblemException(
                ProblemType.FORBIDDEN,
                "Who proposed a version does not approve it; another steward has to.",
                "Người đề xuất không được tự phê duyệt; cần một người quản trị dữ liệu khác.");
    }

    static ProblemException reason() {
        String demand = "must have 1 to " + Candidate.LONGEST_REASON + " characters on one line";
        return new ProblemException(
                ProblemType.SCHEMA_VIOLATION,
                "'reason' " + demand + ".",
                "Lý do phải có từ 1 đến " + Candidate.LONGEST_REASON + " ký tự trên một dòng.",
                new Violation("/reason", demand));
    }

    static ProblemException parameter(String name, String demand) {
        return new ProblemException(
                ProblemType.SCHEMA_VIOLATION,
                "'" + name + "' " + demand + ".",
                "'" + name + "' không hợp lệ.",
                new Violation("/" + name, demand));
    }
}
