package org.lienthong.usage;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.lienthong.audit.access.Erasure;
import org.lienthong.audit.access.PersonId;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.lienthong.problem.TraceId;
import org.lienthong.problem.Violation;
import org.lienthong.security.Caller;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/operator/erasures}: an operator erases what the audit log says about a person. */
@RestController
final class ErasureController {

    private static final Logger LOG = LoggerFactory.getLogger(ErasureController.class);

    private final Erasure erasure;

    ErasureController(Erasure erasure) {
        this.erasure = erasure;
    }

    /**
     * @param person as in the header {@code Person-Id} of {@code findUsage}
     * @param reason {@code purpose-done}, {@code retention-over}, {@code request} or {@code decision}
     */
    record Order(@Nullable String person, @Nullable String reason) {

        /** Shows nothing. */
        @Override
        public String toString() {
            return "Order[]";
        }
    }

    @PostMapping(
            path = "/api/v1/operator/erasures",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    Erasure.Erased erase(@RequestBody Order order, @AuthenticationPrincipal Caller caller, HttpServletRequest request) {
        PersonId person = person(order.person());
        Erasure.Reason reason = reason(order.reason());
        try {
            return erasure.erase(person, reason, caller.id(), TraceId.of(request));
        } catch (IOException | SQLException e) {
            LOG.atError().log("a person could not be erased: {}", e.toString());
            throw new ProblemException(
                    ProblemType.DEPENDENCY_UNAVAILABLE,
                    "It is not certain that the person was erased. Send the same again: that ends it.",
                    "Chưa chắc chắn đã xóa xong. Vui lòng gửi lại đúng yêu cầu này.");
        }
    }

    private static PersonId person(@Nullable String text) {
        try {
            return PersonId.parse(String.valueOf(text));
        } catch (IllegalArgumentException e) {
            throw refused("person", "must be 12 digits, 9 digits, or scheme:value");
        }
    }

    private static Erasure.Reason reason(@Nullable String word) {
        String name = String.valueOf(word).toUpperCase(Locale.ROOT).replace('-', '_');
        return Arrays.stream(Erasure.Reason.values())
                .filter(reason -> reason.name().equals(name))
                .findFirst()
                .orElseThrow(() -> refused("reason", "must be purpose-done, retention-over, request or decision"));
    }

    private static ProblemException refused(String member, String demand) {
        return new ProblemException(
                ProblemType.MALFORMED_REQUEST,
                "'" + member + "' " + demand + ".",
                "'" + member + "' không hợp lệ.",
                new Violation("/" + member, demand));
    }
}
