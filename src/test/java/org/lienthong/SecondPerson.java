package org.lienthong;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What a hub with {@code hub.operations.consent=reveal} does before it shows what an exchange says. */
final class SecondPerson {

    private static final String SUBJECT = "V/v rà soát dữ liệu dùng chung";

    private SecondPerson() {}

    /** By REST and in the console: asked, the own word refused, declined, asked again, agreed, shown; all of it recorded. */
    static void isNeededToRead(RunningHub hub, String exchange) {
        HubCaller operator = hub.operator();
        String path = "/api/v1/exchanges/" + exchange + "/story";
        String proposal = asked(operator.get(path, "Reason", "G22 asks"));
        assertThat(asked(operator.get(path, "Reason", "G22 asks again")))
                .as("it waits already")
                .isEqualTo(proposal);
        assertThat(answer(operator, proposal, "confirm").statusCode()).isEqualTo(403);
        assertThat(answer(hub.as("operator-2"), proposal, "decline").statusCode())
                .isEqualTo(200);

        ConsoleVisitor visitor = ConsoleVisitor.as(hub, "operator").in("vi");
        String story = "/exchanges/" + exchange;
        assertThat(visitor.post(story, "reason", "G22 hỏi").body())
                .contains("Cần người thứ hai đồng ý", "***")
                .doesNotContain(SUBJECT);
        String second = operator.getJson("/api/v1/operations/proposals")
                .at("/items/0/proposalId")
                .asString();
        assertThat(second).isNotEqualTo(proposal.substring(proposal.lastIndexOf('/') + 1));
        ConsoleVisitor other = ConsoleVisitor.as(hub, "operator-2").in("vi");
        assertThat(other.get("/dead-letters").body()).contains("Xem nội dung: giao dịch " + exchange, "G22 hỏi");
        assertThat(other.post("/dead-letters/proposals/" + second, "action", "confirm")
                        .statusCode())
                .isEqualTo(302);
        assertThat(other.post(story, "reason", "tò mò").body())
                .as("the consent is the asker's, not of the one who gave it")
                .doesNotContain(SUBJECT);
        assertThat(visitor.get(story).body()).doesNotContain(SUBJECT);
        assertThat(visitor.post(story, "reason", "xem").body()).contains(SUBJECT);
        JsonNode shown = HubCaller.json(operator.get(path, "Reason", "x"));
        assertThat(shown.get("subject").asString()).isEqualTo(SUBJECT);

        assertThat(hub.audit().from(0))
                .filteredOn(row -> row.text("result").contains("reveal exchange " + exchange))
                .extracting(row -> row.text("event") + ' ' + row.text("actor"))
                .containsExactly(
                        "proposed demo-operator",
                        "denied demo-operator",
                        "decided demo-operator-2",
                        "proposed demo-operator",
                        "decided demo-operator-2",
                        "proposed demo-operator-2");
        assertThat(hub.audit().ofExchange(exchange))
                .filteredOn(row -> row.text("event").equals("exchange-read"))
                .extracting(row -> row.text("result"))
                .isEqualTo(List.of("G22 hỏi (demo-operator-2 agreed)", "G22 hỏi (demo-operator-2 agreed)"));
    }

    private static String asked(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        JsonNode story = HubCaller.json(answer);
        assertThat(story.get("masked").asBoolean()).isTrue();
        assertThat(answer.body()).doesNotContain(SUBJECT);
        assertThat(story.at("/proposal/state").asString()).isEqualTo("open");
        return answer.headers().firstValue("Location").orElseThrow();
    }

    private static HttpResponse<String> answer(HubCaller caller, String proposal, String word) {
        return caller.post(proposal + '/' + word, "application/json", "{}".getBytes(StandardCharsets.UTF_8));
    }
}
