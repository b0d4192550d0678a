package org.lienthong.document;

import java.util.List;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.lienthong.problem.Violation;

/** The refusals of this package, so that each is worded once, in both languages, without echoing content. */
final class Refusals {

    private Refusals() {}

    static ProblemException empty() {
        return new ProblemException(
                ProblemType.MALFORMED_REQUEST,
                "The body is empty; an edXML file is expected.",
                "Nội dung rỗng; cần một tệp edXML.");
    }

    static ProblemException malformed(String where, Throwable cause) {
        return new ProblemException(
                ProblemType.MALFORMED_XML,
                "The XML is not well-formed or not complete at " + where + ".",
                "XML không đúng cú pháp hoặc không trọn vẹn tại " + where + ".",
                List.of(),
                cause);
    }

    static ProblemException malformed(String english, String vietnamese) {
        return new ProblemException(ProblemType.MALFORMED_XML, english, vietnamese);
    }

    static ProblemException doctype() {
        return new ProblemException(
                ProblemType.XML_DTD_FORBIDDEN,
                "DOCTYPE is not accepted in any form.",
                "Không chấp nhận DOCTYPE dưới mọi hình thức.");
    }

    static ProblemException processingInstruction() {
        return new ProblemException(
                ProblemType.XML_PI_FORBIDDEN,
                "Processing instructions are not accepted.",
                "Không chấp nhận chỉ thị xử lý.");
    }

    static ProblemException limit(String what, long limit) {
        return new ProblemException(
                ProblemType.XML_LIMIT_EXCEEDED,
                "The XML exceeds a limit: " + what + ", at most " + limit + ".",
                "XML vượt giới hạn: " + what + ", tối đa " + limit + ".");
    }

    static ProblemException limit(Throwable cause) {
        return new ProblemException(
                ProblemType.XML_LIMIT_EXCEEDED,
                "The XML exceeds a structural limit (depth, attributes, elements or length of a value).",
                "XML vượt giới hạn cấu trúc (độ sâu, số thuộc tính, số phần tử hoặc độ dài giá trị).",
                List.of(),
                cause);
    }

    static ProblemException charset(String english, String vietnamese) {
        return new ProblemException(ProblemType.UNSUPPORTED_CHARSET, english, vietnamese);
    }

    static ProblemException charsetMismatch() {
        return new ProblemException(
                ProblemType.CHARSET_MISMATCH,
                "The charset declared by the transport is not that of the XML.",
                "Bảng mã khai báo ở giao thức truyền không khớp với XML.");
    }

    static ProblemException schema(List<Violation> errors) {
        return new ProblemException(
                ProblemType.SCHEMA_VIOLATION,
                "The edXML is not as QCVN 102:2016 demands; see errors.",
                "Tệp edXML không đúng QCVN 102:2016; xem errors.",
                errors,
                null);
    }

    static ProblemException time(List<Violation> errors) {
        return new ProblemException(
                ProblemType.INVALID_TIMESTAMP,
                "A date or time is impossible or out of range; see errors.",
                "Ngày giờ không tồn tại hoặc ngoài phạm vi; xem errors.",
                errors,
                null);
    }

    static ProblemException attachments(List<Violation> errors) {
        return new ProblemException(
                ProblemType.ATTACHMENT_MISMATCH,
                "The attachments are not those of the manifest; see errors.",
                "Tệp đính kèm không khớp danh mục; xem errors.",
                errors,
                null);
    }

    static ProblemException attachmentTooLarge(String pointer, long limit) {
        return new ProblemException(
                ProblemType.PAYLOAD_TOO_LARGE,
                "An attachment is larger than " + limit + " bytes.",
                "Một tệp đính kèm lớn hơn " + limit + " byte.",
                new Violation(pointer, "larger than " + limit + " bytes"));
    }

    static ProblemException attachmentType(String pointer, String what) {
        return new ProblemException(
                ProblemType.UNSUPPORTED_ATTACHMENT_TYPE,
                "An attachment is a program, whatever its name says.",
                "Một tệp đính kèm là chương trình, bất kể tên gọi.",
                new Violation(pointer, "is " + what));
    }

    static ProblemException malware(String pointer) {
        return new ProblemException(
                ProblemType.MALWARE_SUSPECTED,
                "An attachment looks like malware.",
                "Một tệp đính kèm có dấu hiệu mã độc.",
                new Violation(pointer, "holds a malware test signature"));
    }

    static ProblemException archive(String pointer, String what) {
        return new ProblemException(
                ProblemType.ARCHIVE_LIMIT_EXCEEDED,
                "A zipped attachment unfolds to more than is allowed, or outside its folder.",
                "Tệp nén đính kèm bung ra vượt giới hạn hoặc ra ngoài thư mục của nó.",
                new Violation(pointer, what));
    }

    static ProblemException stateSecret(String pointer) {
        return new ProblemException(
                ProblemType.STATE_SECRET_FORBIDDEN,
                "The document is marked as a state secret, which may not pass here.",
                "Văn bản có dấu chỉ độ mật; bí mật nhà nước không được gửi qua đây.",
                new Violation(pointer, "carries a secrecy marking"));
    }
}
