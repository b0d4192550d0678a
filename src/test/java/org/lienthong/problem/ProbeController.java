package org.lienthong.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.http.MediaType;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Fails in every way a controller can; under a path that the rules list. */
@TestComponent
@RestController
@RequestMapping("/api/v1/inbox/probe")
class ProbeController {

    static final String PATH = "/api/v1/inbox/probe";

    @PostMapping(
            path = "/json",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    Map<String, Object> json(@RequestBody Map<String, Object> body) {
        return body;
    }

    record Texts(String reason) {}

    @PostMapping(path = "/text", consumes = MediaType.APPLICATION_JSON_VALUE)
    String text(@RequestBody Texts body) {
        return body.reason();
    }

    @PostMapping("/bytes")
    int bytes(HttpServletRequest request) throws IOException {
        return request.getInputStream().readAllBytes().length;
    }

    @GetMapping("/id/{id}")
    String id(@PathVariable UUID id) {
        return id.toString();
    }

    @GetMapping("/number")
    int number(@RequestParam int n) {
        return n;
    }

    @GetMapping("/problem")
    void problem() {
        throw new ProblemException(
                ProblemType.UNKNOWN_RECIPIENT,
                "No such agency.",
                "Không có cơ quan này.",
                new Violation("/To[1]", "unknown"));
    }

    @GetMapping("/unexpected")
    void unexpected() {
        throw new IllegalStateException("secret inside");
    }

    @GetMapping("/overflow")
    void overflow() {
        throw new StackOverflowError("secret inside");
    }

    @GetMapping("/down")
    void down() {
        throw new CannotGetJdbcConnectionException("no", new SQLException("pool is empty"));
    }

    @GetMapping("/full")
    void full() {
        throw new UncategorizedSQLException("insert", null, new SQLException("could not extend", "53100"));
    }

    @GetMapping("/half")
    void half(HttpServletResponse response) throws IOException {
        response.setContentLength(100);
        response.getOutputStream().write(new byte[10]);
        response.flushBuffer();
        throw new IOException("the store broke");
    }
}
