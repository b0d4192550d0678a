package org.lienthong.problem;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What to tell a caller when only the kind of problem is known: the server's and the framework's own refusals. */
public record StandardDetail(String en, String vi) {

    /** A problem of which nothing but its kind is to be told. */
    public static ProblemException of(ProblemType type) {
        return of(type, null);
    }

    static ProblemException of(ProblemType type, @Nullable Throwable cause) {
        StandardDetail detail = detail(type);
        return new ProblemException(type, detail.en, detail.vi, List.of(), cause);
    }

    private static StandardDetail detail(ProblemType type) {
        return switch (type) {
            case MALFORMED_REQUEST ->
                new StandardDetail(
                        "The request could not be understood; check its line, headers, length and encoding.",
                        "Không đọc được yêu cầu; hãy kiểm tra dòng yêu cầu, phần đầu, độ dài và mã hóa.");
            case MALFORMED_JSON ->
                new StandardDetail(
                        "The body is not the JSON that this call expects.",
                        "Nội dung không phải JSON mà lời gọi này yêu cầu.");
            case UNAUTHENTICATED ->
                new StandardDetail(
                        "Send the key of your agency, or an access token, as \"Authorization: Bearer <key>\", or connect with"
                                + " a client certificate.",
                        "Hãy gửi khóa của cơ quan hoặc token truy cập trong \"Authorization: Bearer <khóa>\", hoặc kết nối"
                                + " bằng chứng thư số máy khách.");
            case INVALID_TOKEN ->
                new StandardDetail(
                        "The key is unknown, expired or not well-formed.",
                        "Khóa không đúng, đã hết hạn hoặc sai định dạng.");
            case FORBIDDEN ->
                new StandardDetail(
                        "The role of this key does not allow the call.", "Vai trò của khóa này không được phép gọi.");
            case NOT_FOUND ->
                new StandardDetail(
                        "There is nothing here that this caller may see.",
                        "Không có nội dung nào tại đây mà bên gọi được phép xem.");
            case METHOD_NOT_ALLOWED ->
                new StandardDetail(
                        "Use one of the methods in the Allow header.",
                        "Hãy dùng một trong các phương thức ở tiêu đề Allow.");
            case NOT_ACCEPTABLE ->
                new StandardDetail(
                        "None of the media types in Accept can be given.",
                        "Không trả lời được theo kiểu nội dung nào trong Accept.");
            case UNSUPPORTED_MEDIA_TYPE ->
                new StandardDetail(
                        "Use one of the media types in the Accept header of this answer.",
                        "Hãy dùng một trong các kiểu nội dung ở tiêu đề Accept của trả lời này.");
            case REQUEST_TIMEOUT ->
                new StandardDetail(
                        "The request did not arrive completely in time; send it again.",
                        "Yêu cầu không đến đủ trong thời gian cho phép; hãy gửi lại.");
            case PAYLOAD_TOO_LARGE ->
                new StandardDetail("The body is larger than the hub accepts.", "Nội dung lớn hơn mức trục chấp nhận.");
            case URI_TOO_LONG ->
                new StandardDetail(
                        "The request address is longer than the hub accepts.",
                        "Địa chỉ yêu cầu dài hơn mức chấp nhận.");
            case HEADERS_TOO_LARGE ->
                new StandardDetail(
                        "The request headers are larger than the hub accepts.",
                        "Phần đầu yêu cầu lớn hơn mức chấp nhận.");
            case RATE_LIMITED ->
                new StandardDetail(
                        "Too many requests; come back after the time in Retry-After.",
                        "Quá nhiều yêu cầu; hãy thử lại sau thời gian ở tiêu đề Retry-After.");
            case INTERNAL_ERROR ->
                new StandardDetail(
                        "The hub failed; tell its operator the trace id.",
                        "Trục gặp lỗi; hãy báo mã truy vết cho đơn vị vận hành.");
            case DEPENDENCY_UNAVAILABLE ->
                new StandardDetail(
                        "The hub cannot store anything now; nothing was accepted, send it again later.",
                        "Trục tạm thời không lưu được dữ liệu; chưa có gì được tiếp nhận, hãy gửi lại sau.");
            case INSUFFICIENT_STORAGE ->
                new StandardDetail(
                        "The hub has no room left; nothing was accepted, send it again later.",
                        "Trục đã hết chỗ lưu trữ; chưa có gì được tiếp nhận, hãy gửi lại sau.");
            default -> new StandardDetail(type.title() + ".", type.titleVi() + ".");
        };
    }
}
