package org.lienthong.vxp;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.lienthong.problem.Language;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemReporter;
import org.lienthong.problem.ProblemWriter;
import org.lienthong.problem.TraceId;
import org.lienthong.problem.Violation;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/**
 * The axis' answer: {@code {"status":"OK"|"FAIL","ErrorCode":"0"|…,"ErrorDesc":…}} with {@code data}, {@code DocId} or
 * {@code count}. A failure also names the hub's problem and trace id.
 *
 * <p>HTTP statuses follow what the SDKs expect, who parse the envelope and take any other status for a network error that
 * they repeat: a refusal that repeating cannot cure is 200 with FAIL. Real statuses are 401 and 403 for who is calling,
 * 404 and 405 for an operation that is not there, 429 and 5xx for what is worth repeating.
 */
final class Envelope {

    private static final String MEDIA_TYPE = "application/json;charset=UTF-8";

    private static final String SUCCESS = "Success";
    private static final String SUCCESS_VI = "Thành công";

    private final JsonMapper json = JsonMapper.shared();

    /** Adds to a success what the operation has to say. */
    interface Content {
        void write(JsonGenerator json) throws IOException;
    }

    void ok(HttpServletRequest request, HttpServletResponse response, Content content) throws IOException {
        response.setStatus(HttpServletResponse.SC_OK);
        response.setContentType(MEDIA_TYPE);
        try (JsonGenerator out = generator(response)) {
            out.writeStartObject();
            out.writeStringProperty("status", "OK");
            out.writeStringProperty("ErrorCode", ErrorCode.OK);
            out.writeStringProperty("ErrorDesc", vietnamese(request) ? SUCCESS_VI : SUCCESS);
            content.write(out);
            out.writeEndObject();
        }
    }

    /** Writes text that JSON need not escape. */
    interface PlainText {
        void write(OutputStream out) throws IOException;
    }

    /** A success with one long text, which is never held whole. */
    void okWithText(HttpServletRequest request, HttpServletResponse response, String name, PlainText text)
            throws IOException {
        String desc = vietnamese(request) ? SUCCESS_VI : SUCCESS;
        response.setStatus(HttpServletResponse.SC_OK);
        response.setContentType(MEDIA_TYPE);
        OutputStream out = response.getOutputStream();
        String head = "{\"status\":\"OK\",\"ErrorCode\":\"0\",\"ErrorDesc\":\"" + desc + "\",\"" + name + "\":\"";
        out.write(head.getBytes(UTF_8));
        text.write(out);
        out.write("\"}".getBytes(UTF_8));
    }

    /** A refusal or failure of the operation. */
    void fail(HttpServletRequest request, HttpServletResponse response, ProblemException problem) throws IOException {
        int status = problem.type().status();
        boolean worthRepeating = status == 429 || status >= 500;
        write(request, response, problem, worthRepeating ? status : HttpServletResponse.SC_OK);
    }

    /** A failure under its own HTTP status. */
    void failAsHttp(HttpServletRequest request, HttpServletResponse response, ProblemException problem)
            throws IOException {
        write(request, response, problem, problem.type().status());
    }

    private void write(HttpServletRequest request, HttpServletResponse response, ProblemException problem, int status)
            throws IOException {
        ProblemReporter.log(problem);
        response.resetBuffer();
        ProblemWriter.prepare(response, problem);
        response.setStatus(status);
        response.setContentType(MEDIA_TYPE);
        try (JsonGenerator out = generator(response)) {
            out.writeStartObject();
            out.writeStringProperty("status", "FAIL");
            out.writeStringProperty("ErrorCode", ErrorCode.of(problem.type()));
            out.writeStringProperty("ErrorDesc", vietnamese(request) ? problem.detailVi() : problem.detail());
            out.writeArrayPropertyStart("data");
            out.writeEndArray();
            out.writeStringProperty(
                    "problem", "urn:lienthong:problem:" + problem.type().slug());
            out.writeStringProperty("traceId", TraceId.of(request));
            writeErrors(out, problem);
            out.writeEndObject();
        }
    }

    private static void writeErrors(JsonGenerator out, ProblemException problem) {
        if (problem.errors().isEmpty()) {
            return;
        }
        out.writeArrayPropertyStart("errors");
        for (Violation error : problem.errors()) {
            out.writeStartObject();
            out.writeStringProperty("pointer", error.pointer());
            out.writeStringProperty("detail", error.detail());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private JsonGenerator generator(HttpServletResponse response) throws IOException {
        return json.createGenerator(new Unclosed(response.getOutputStream()));
    }

    /** Vietnamese unless the caller prefers otherwise: SDKs send no {@code Accept-Language}. */
    private static boolean vietnamese(HttpServletRequest request) {
        String accepted = request.getHeader("Accept-Language");
        return accepted == null || Language.of(accepted) == Language.VI;
    }

    /** A generator closes its stream even when it fails; a broken answer must stay visibly unfinished. */
    private static final class Unclosed extends FilterOutputStream {

        Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int off, int len) throws IOException {
            out.write(bytes, off, len);
        }

        @Override
        public void flush() {
            // The container flushes when the answer is whole.
        }

        @Override
        public void close() {
            // Likewise.
        }
    }
}
