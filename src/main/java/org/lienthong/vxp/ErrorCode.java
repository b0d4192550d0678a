package org.lienthong.vxp;

import org.lienthong.problem.ProblemType;

/**
 * The axis' {@code ErrorCode} of a problem. 10 to 23 are those that document systems know: they retry 20 and 21, and give
 * up on the others. Where none fits the HTTP status of the problem stands in, which no known code looks like.
 */
final class ErrorCode {

    static final String OK = "0";

    private ErrorCode() {}

    static String of(ProblemType type) {
        return switch (type) {
            case MALFORMED_MULTIPART,
                    PAYLOAD_TOO_LARGE,
                    HASH_MISMATCH,
                    ARCHIVE_LIMIT_EXCEEDED,
                    MALWARE_SUSPECTED,
                    UNSUPPORTED_ATTACHMENT_TYPE -> "10";
            case UNAUTHENTICATED, INVALID_TOKEN -> "15";
            case UNKNOWN_RECIPIENT -> "18";
            case SENDER_MISMATCH -> "19";
            case INTERNAL_ERROR,
                    DEPENDENCY_UNAVAILABLE,
                    INSUFFICIENT_STORAGE,
                    AUDIT_INCONSISTENT,
                    SHUTTING_DOWN,
                    RATE_LIMITED -> "20";
            case REQUEST_TIMEOUT -> "21";
            case MALFORMED_XML,
                    XML_DTD_FORBIDDEN,
                    XML_PI_FORBIDDEN,
                    XML_LIMIT_EXCEEDED,
                    CHARSET_MISMATCH,
                    UNSUPPORTED_CHARSET,
                    SCHEMA_VIOLATION,
                    INVALID_TIMESTAMP,
                    ATTACHMENT_MISMATCH,
                    STATE_SECRET_FORBIDDEN,
                    UNKNOWN_DOCUMENT -> "22";
            default -> Integer.toString(type.status());
        };
    }
}
