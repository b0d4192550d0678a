package org.lienthong.delivery;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.lienthong.security.Caller;
import org.slf4j.MDC;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /api/v1/documents}: an agency hands in an edXML document or status. */
@RestController
final class DocumentsController {

    private final Intake intake;

    DocumentsController(Intake intake) {
        this.intake = intake;
    }

    @PostMapping(
            path = "/api/v1/documents",
            consumes = {MediaType.APPLICATION_XML_VALUE, MediaType.TEXT_XML_VALUE},
            produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<ReceiptView> submit(HttpServletRequest request, @AuthenticationPrincipal Caller caller)
            throws IOException {
        refuseCoding(request.getHeader(HttpHeaders.CONTENT_ENCODING));
        Submission submission = new Submission(
                caller.requireAgency(),
                caller.id(),
                caller.scope(),
                "rest",
                null,
                request.getInputStream(),
                charset(request.getContentType()),
                request.getContentLengthLong(),
                String.valueOf(MDC.get("traceId")));
        Receipt receipt = intake.submit(submission);
        return ResponseEntity.accepted()
                .location(URI.create("/api/v1/exchanges/" + receipt.exchangeId()))
                .body(ReceiptView.of(receipt));
    }

    /** As declared: the request's own encoding is UTF-8 whatever the caller says. */
    private static @Nullable String charset(@Nullable String contentType) {
        String declared = contentType == null
                ? null
                : MediaType.parseMediaType(contentType).getParameter("charset");
        return declared == null ? null : declared.replace("\"", "");
    }

    /** What is stored and handed on is what was sent, so nothing is decoded on the way. */
    private static void refuseCoding(@Nullable String coding) {
        if (coding != null && !coding.isBlank() && !coding.strip().equalsIgnoreCase("identity")) {
            throw new ProblemException(
                    ProblemType.UNSUPPORTED_CONTENT_CODING,
                    "Send the document as it is, without Content-Encoding.",
                    "Hãy gửi văn bản nguyên dạng, không nén (không dùng Content-Encoding).");
        }
    }
}
