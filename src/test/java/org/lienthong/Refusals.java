package org.lienthong;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.lienthong.problem.ProblemType;
import org.lienthong.testing.RawHttp;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What must hold of every refusal, however the bad input looked. */
final class Refusals {

    private static final Pattern TRACE_ID = Pattern.compile("[0-9a-f]{32}");

    /** What stands in the samples about persons, and what a disclosed file or a stack trace looks like. */
    private static final String[] NEVER_TOLD = {
        "Mẫu", "vanthu@", "0900000000", "root:", "Exception", "org.lienthong.", "java.", "\\tat ", "SELECT", "select "
    };

    private final RunningHub hub;

    Refusals(RunningHub hub) {
        this.hub = hub;
    }

    /** One refusal as a client sees it. */
    record Told(int status, String contentType, String traceHeader, String language, String body) {

        static Told of(HttpResponse<String> response) {
            return new Told(
                    response.statusCode(),
                    response.headers().firstValue("Content-Type").orElse(""),
                    response.headers().firstValue("Trace-Id").orElse(""),
                    response.headers().firstValue("Content-Language").orElse(""),
                    response.body());
        }

        static Told of(RawHttp.Answer answer) {
            return new Told(
                    answer.status(),
                    answer.header("Content-Type").orElse(""),
                    answer.header("Trace-Id").orElse(""),
                    answer.header("Content-Language").orElse(""),
                    answer.body());
        }
    }

    /** A refused submission of this agency: told completely, recorded once, and without any other effect. */
    JsonNode assertSubmissionRefused(String agency, Told told, int status, String slug) {
        JsonNode problem = assertProblem(told, status, slug);
        List<AuditTable.Row> entries =
                hub.audit().ofTrace(problem.get("traceId").asString());
        assertThat(entries).as("audit entries of this refusal").hasSize(1);
        AuditTable.Row entry = entries.get(0);
        assertThat(entry.text("event")).isEqualTo("refused");
        assertThat(entry.text("actor")).isEqualTo(agency);
        assertThat(entry.text("result")).isEqualTo(slug);
        assertThat(entry.toString()).doesNotContain(NEVER_TOLD);
        assertStillServes();
        return problem;
    }

    /** A refusal of something that is no submission: told completely, and recorded once if at all. */
    JsonNode assertRefused(Told told, int status, String slug) {
        JsonNode problem = assertProblem(told, status, slug);
        assertThat(hub.audit().ofTrace(problem.get("traceId").asString()))
                .hasSizeLessThan(2)
                .allSatisfy(entry -> assertThat(entry.text("event")).isIn("refused", "denied"));
        assertStillServes();
        return problem;
    }

    /** A complete problem document in the language asked for. */
    static JsonNode assertProblem(Told told, int status, String slug) {
        assertThat(told.status()).as(told.body()).isEqualTo(status);
        assertThat(told.contentType()).isEqualTo("application/problem+json");
        JsonNode problem = JsonMapper.shared().readTree(told.body());
        ProblemType type = ProblemType.valueOf(slug.toUpperCase(Locale.ROOT).replace('-', '_'));
        assertThat(problem.path("type").asString()).isEqualTo("urn:lienthong:problem:" + slug);
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        boolean vietnamese = told.language().equals("vi");
        assertThat(problem.path("title").asString()).isEqualTo(vietnamese ? type.titleVi() : type.title());
        assertThat(problem.path("detail").asString()).isNotBlank();
        assertThat(problem.path("locus").asString()).isEqualTo("caller");
        assertThat(problem.path("traceId").asString()).matches(TRACE_ID).isEqualTo(told.traceHeader());
        assertThat(told.body()).doesNotContain(NEVER_TOLD);
        return problem;
    }

    /** The hub is ready, and the next good submission is accepted. */
    void assertStillServes() {
        assertThat(hub.isLive()).as("live").isTrue();
        assertThat(hub.isReady()).as("ready").isTrue();
        String document = Samples.documentTo(Samples.freshNumber(), "G20", "G21");
        hub.as("G22").submit(Samples.utf8(document));
    }
}
