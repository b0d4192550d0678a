package org.lienthong.call;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;

/** The ways in which a registered system fails a call, as the caller is told; nothing that it said is repeated. */
final class ProviderProblems {

    private ProviderProblems() {}

    static ProblemException timeout(@Nullable Throwable cause) {
        return problem(
                ProblemType.PROVIDER_TIMEOUT,
                "The provider's system did not answer in time.",
                "Hệ thống của bên cung cấp không trả lời kịp thời.",
                cause);
    }

    static ProblemException unreachable(Throwable cause) {
        return problem(
                ProblemType.PROVIDER_UNREACHABLE,
                "The provider's system cannot be reached, or broke the connection.",
                "Không kết nối được hệ thống của bên cung cấp, hoặc kết nối bị ngắt.",
                cause);
    }

    static ProblemException unavailable(boolean resting) {
        return problem(
                ProblemType.PROVIDER_UNAVAILABLE,
                resting
                        ? "The provider's system failed repeatedly and is left alone for a moment."
                        : "Too many calls of the provider's system are under way.",
                resting
                        ? "Hệ thống của bên cung cấp lỗi liên tiếp nên tạm thời không được gọi."
                        : "Có quá nhiều lời gọi đang chờ hệ thống của bên cung cấp.",
                null);
    }

    /** @param what of the answer is wrong, for example "is larger than 1 MB" */
    static ProblemException invalid(String what, String whatVi) {
        return problem(
                ProblemType.PROVIDER_INVALID_RESPONSE,
                "The provider's answer " + what + ".",
                "Trả lời của bên cung cấp " + whatVi + ".",
                null);
    }

    static ProblemException error(String what) {
        return problem(
                ProblemType.PROVIDER_ERROR,
                "The provider's system answered with an error: " + what + ".",
                "Hệ thống của bên cung cấp trả lời lỗi: " + what + ".",
                null);
    }

    /** @param code that the provider gave the fault, or a few words of the hub's own */
    static ProblemException fault(String code) {
        return problem(
                ProblemType.PROVIDER_FAULT,
                "The provider's system reports that it cannot serve this request: " + code + ".",
                "Hệ thống của bên cung cấp báo không phục vụ được yêu cầu này: " + code + ".",
                null);
    }

    static ProblemException refused(String what) {
        return problem(
                ProblemType.PROVIDER_REFUSED,
                "The provider does not permit this request: " + what + ".",
                "Bên cung cấp không cho phép yêu cầu này: " + what + ".",
                null);
    }

    private static ProblemException problem(ProblemType type, String detail, String vi, @Nullable Throwable cause) {
        return new ProblemException(type, detail, vi, List.of(), cause);
    }
}
