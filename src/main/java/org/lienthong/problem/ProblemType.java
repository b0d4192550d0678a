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
    IDEMPOTENCY_KEY_INVALID(400, CALLER, "Invalid idempotency key", "Khóa chống lặp không hợp lệ"),
    UNAUTHENTICATED(401, CALLER, "Not authenticated", "Chưa xác thực"),
    INVALID_TOKEN(401, CALLER, "Invalid credentials", "Thông tin xác thực không hợp lệ"),
    FORBIDDEN(403, CALLER, "Forbidden", "Không có quyền"),
    SENDER_MISMATCH(403, CALLER, "Sender is not the caller", "Bên gửi không phải bên gọi"),
    FIELD_NOT_PERMITTED(403, CALLER, "Field not permitted", "Trường dữ liệu không được phép"),
    PROVIDER_REFUSED(403, PROVIDER, "The provider does not permit it", "Bên cung cấp không cho phép"),
