package org.lienthong.problem;

import static org.lienthong.problem.Locus.CALLER;
import static org.lienthong.problem.Locus.HUB;
import static org.lienthong.problem.Locus.PROVIDER;

/**
 * Every kind of problem the hub answers with: its slug (the last part of the {@code type} URN), HTTP status, locus and
 * title in English and Vietnamese. Slugs are part of the outside contract and never change their meaning.
 */
public enum ProblemType {
    MALFORMED_REQUEST(400, CALLER, "Malformed request", "Yêu cầu không đúng định dạng"),
    MALFORMED_XML(400, CALLER, "Not well-formed XML", "XML không hợp lệ"),
    MALFORMED_MULTIPART(400, CALLER, "Malformed multipart body", "Nội dung multipart không hợp lệ"),
    MALFORMED_JSON(400, CALLER, "Malformed JSON", "JSON không hợp lệ"),
    XML_DTD_FORBIDDEN(400, CALLER, "DOCTYPE is forbidden", "Không chấp nhận khai báo DOCTYPE"),
    XML_PI_FORBIDDEN(400, CALLER, "Processing instructions are forbidden", "Không chấp nhận chỉ thị xử lý XML"),
    XML_LIMIT_EXCEEDED(400, CALLER, "XML limit exceeded", "Vượt giới hạn cấu trúc XML"),
    JSON_LIMIT_EXCEEDED(400, CALLER, "JSON limit exceeded", "Vượt giới hạn cấu trúc JSON"),
    DUPLICATE_PROPERTY(400, CALLER, "A property is there twice", "Thuộc tính JSON bị lặp"),
    UNKNOWN_PROPERTY(400, CALLER, "Unknown property", "Thuộc tính JSON không được biết tới"),
    CHARSET_MISMATCH(400, CALLER, "Charset conflict", "Bảng mã khai báo không khớp nội dung"),
    INVALID_CURSOR(400, CALLER, "Invalid cursor", "Con trỏ trang không hợp lệ"),
    IDEMPOTENCY_KEY_INVALID(400, CALLER, "Invalid idempotency key", "Khóa chống lặp không hợp lệ"),
    UNAUTHENTICATED(401, CALLER, "Not authenticated", "Chưa xác thực"),
    INVALID_TOKEN(401, CALLER, "Invalid credentials", "Thông tin xác thực không hợp lệ"),
    CERTIFICATE_REFUSED(401, CALLER, "Client certificate not accepted", "Chứng thư số không được chấp nhận"),
    FORBIDDEN(403, CALLER, "Forbidden", "Không có quyền"),
    INSUFFICIENT_SCOPE(403, CALLER, "Scope of the token does not suffice", "Phạm vi của token không đủ"),
    SENDER_MISMATCH(403, CALLER, "Sender is not the caller", "Bên gửi không phải bên gọi"),
    PURPOSE_NOT_PERMITTED(403, CALLER, "Not permitted by an agreement", "Không được phép theo thỏa thuận"),
    FIELD_NOT_PERMITTED(403, CALLER, "Field not permitted", "Trường dữ liệu không được phép"),
    PROVIDER_REFUSED(403, PROVIDER, "The provider does not permit it", "Bên cung cấp không cho phép"),
    NOT_FOUND(404, CALLER, "Not found", "Không tìm thấy"),
    METHOD_NOT_ALLOWED(405, CALLER, "Method not allowed", "Phương thức không được phép"),
    NOT_ACCEPTABLE(406, CALLER, "Not acceptable", "Không có dạng trả lời phù hợp"),
    REQUEST_TIMEOUT(408, CALLER, "Request timed out", "Yêu cầu quá thời gian"),
    IDEMPOTENCY_KEY_REUSED(
            409, CALLER, "Same document, other content", "Cùng mã định danh văn bản nhưng nội dung khác"),
    CONFIG_VERSION_CONFLICT(409, CALLER, "Another configuration is in force by now", "Cấu hình đang chạy đã thay đổi"),
    RELOAD_IN_PROGRESS(409, CALLER, "Another publication is under way", "Đang có một lần công bố cấu hình khác"),
    INVALID_TRANSITION(409, CALLER, "Status not possible now", "Trạng thái không hợp lệ ở thời điểm này"),
    CONFLICT(409, CALLER, "Not possible in this state", "Không thực hiện được ở trạng thái hiện tại"),
    PRECONDITION_FAILED(412, CALLER, "Precondition failed", "Điều kiện tiên quyết không thỏa"),
    PAYLOAD_TOO_LARGE(413, CALLER, "Payload too large", "Nội dung quá lớn"),
    BATCH_TOO_LARGE(413, CALLER, "Too many records", "Lô có quá nhiều bản ghi"),
    URI_TOO_LONG(414, CALLER, "URI too long", "Địa chỉ yêu cầu quá dài"),
    UNSUPPORTED_MEDIA_TYPE(415, CALLER, "Unsupported media type", "Kiểu nội dung không được hỗ trợ"),
    UNSUPPORTED_CHARSET(415, CALLER, "Unsupported charset", "Bảng mã không được hỗ trợ"),
    UNSUPPORTED_CONTENT_CODING(415, CALLER, "Unsupported content coding", "Kiểu nén không được hỗ trợ"),
    UNSUPPORTED_ATTACHMENT_TYPE(415, CALLER, "Unsupported attachment type", "Loại tệp đính kèm không được chấp nhận"),
    SCHEMA_VIOLATION(422, CALLER, "Not as the schema demands", "Không đúng cấu trúc quy định"),
    EMPTY_BATCH(422, CALLER, "Empty batch", "Lô rỗng"),
    INVALID_IDENTIFIER(422, CALLER, "Invalid identifier", "Số định danh không hợp lệ"),
    INVALID_TIMESTAMP(422, CALLER, "Invalid date or time", "Ngày giờ không hợp lệ"),
    ATTACHMENT_MISMATCH(422, CALLER, "Attachments do not match the manifest", "Tệp đính kèm không khớp danh mục"),
    ARCHIVE_LIMIT_EXCEEDED(422, CALLER, "Archive limit exceeded", "Tệp nén vượt giới hạn"),
    MALWARE_SUSPECTED(422, CALLER, "Malware suspected", "Nghi ngờ mã độc"),
    HASH_MISMATCH(422, CALLER, "Hash does not match the file", "Mã băm không khớp với tệp"),
    STATE_SECRET_FORBIDDEN(422, CALLER, "State secrets may not pass", "Văn bản mật không được gửi qua trục liên thông"),
    UNKNOWN_RECIPIENT(422, CALLER, "Unknown recipient", "Không rõ cơ quan nhận"),
    UNKNOWN_DOCUMENT(422, CALLER, "Unknown document", "Không rõ văn bản được nhắc tới"),
    UNKNOWN_CODE(422, CALLER, "Unknown code", "Mã không có trong danh mục"),
    CONFIG_INVALID(422, CALLER, "Configuration not usable", "Cấu hình không hợp lệ"),
    RATE_LIMITED(429, CALLER, "Too many requests", "Quá nhiều yêu cầu"),
    HEADERS_TOO_LARGE(431, CALLER, "Request headers too large", "Phần đầu yêu cầu quá lớn"),
    INTERNAL_ERROR(500, HUB, "Internal error", "Lỗi hệ thống"),
    MAPPING_FAILED(500, HUB, "Mapping failed", "Không chuyển đổi được dữ liệu"),
    NOT_IMPLEMENTED(501, CALLER, "Not implemented", "Chưa được hỗ trợ"),
    PROVIDER_INVALID_RESPONSE(502, PROVIDER, "Invalid answer of the provider", "Trả lời của bên cung cấp không hợp lệ"),
    PROVIDER_FAULT(502, PROVIDER, "The provider reports a fault", "Bên cung cấp báo lỗi nghiệp vụ"),
    PROVIDER_ERROR(502, PROVIDER, "The provider's system failed", "Hệ thống của bên cung cấp gặp lỗi"),
    PROVIDER_UNREACHABLE(502, PROVIDER, "The provider cannot be reached", "Không kết nối được bên cung cấp"),
    PROVIDER_UNAVAILABLE(502, PROVIDER, "The provider is not called now", "Tạm thời không gọi bên cung cấp"),
    PROVIDER_MAINTENANCE(503, PROVIDER, "The provider is under maintenance", "Bên cung cấp đang bảo trì"),
    PROVIDER_TIMEOUT(504, PROVIDER, "The provider did not answer in time", "Bên cung cấp không trả lời kịp thời"),
    DEPENDENCY_UNAVAILABLE(503, HUB, "A dependency is unavailable", "Thành phần phụ thuộc không sẵn sàng"),
    INSUFFICIENT_STORAGE(503, HUB, "Insufficient storage", "Không đủ dung lượng lưu trữ"),
    AUDIT_INCONSISTENT(503, HUB, "The audit log is inconsistent", "Nhật ký kiểm toán không nhất quán"),
    TIMESTAMPING_UNAVAILABLE(503, HUB, "Timestamping is unavailable", "Không lấy được dấu thời gian"),
    SHUTTING_DOWN(503, HUB, "Shutting down", "Hệ thống đang dừng"),
    HTTP_VERSION_NOT_SUPPORTED(505, CALLER, "HTTP version not supported", "Phiên bản HTTP không được hỗ trợ");

    private final int status;
    private final Locus locus;
    private final String title;
    private final String titleVi;

    ProblemType(int status, Locus locus, String title, String titleVi) {
        this.status = status;
        this.locus = locus;
        this.title = title;
        this.titleVi = titleVi;
    }

    /** The last part of {@code urn:lienthong:problem:<slug>}. */
    public String slug() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    public int status() {
        return status;
    }

    public Locus locus() {
        return locus;
    }

    public String title() {
        return title;
    }

    public String titleVi() {
        return titleVi;
    }
}
