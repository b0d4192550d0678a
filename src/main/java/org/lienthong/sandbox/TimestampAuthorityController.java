package org.lienthong.sandbox;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.springframework.context.annotation.Profile;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Lets the simulated timestamping authority be asked over HTTP (RFC 3161 §3.4). */
@RestController
@Profile("sandbox")
final class TimestampAuthorityController {

    private static final MediaType REPLY = new MediaType("application", "timestamp-reply");
    private static final int LONGEST_QUERY = 4096;

    private final TimestampAuthority authority;

    TimestampAuthorityController(TimestampAuthority authority) {
        this.authority = authority;
    }

    @PostMapping(path = "/sandbox/timestamp-authority", consumes = "application/timestamp-query")
    ResponseEntity<byte[]> answer(HttpServletRequest request) throws IOException {
        byte[] query = request.getInputStream().readNBytes(LONGEST_QUERY + 1);
        if (query.length > LONGEST_QUERY) {
            throw malformed();
        }
        try {
            return ResponseEntity.ok().contentType(REPLY).body(authority.answer(query));
        } catch (IOException e) {
            throw malformed();
        }
    }

    private static ProblemException malformed() {
        return new ProblemException(
                ProblemType.MALFORMED_REQUEST,
                "The body is no TimeStampReq (RFC 3161).",
                "Nội dung không phải TimeStampReq (RFC 3161).");
    }
}
