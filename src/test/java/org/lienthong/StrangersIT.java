package org.lienthong;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** What an agency can learn of others' exchanges: nothing; and those who run the hub of persons: nothing without a reason. */
@ExtendWith(SharedHub.class)
class StrangersIT {

    private final RunningHub hub;

    StrangersIT(RunningHub hub) {
        this.hub = hub;
    }

    private static String told(HttpResponse<String> answer) {
        return answer.statusCode()
                + answer.body().replaceAll("\"traceId\":\"[0-9a-f]{32}\"", "")
                + answer.headers().map().keySet();
    }

    @Test
    void anUpdateDoesNotTellItsNewRecipientsOfWhatItUpdates() {
        int number = Samples.freshNumber();
        HubCaller g22 = hub.as("G22");
        String first = g22.submit(Samples.utf8(Samples.document(number)))
                .get("exchangeId")
                .asString();
        String update = Samples.changed(
                Samples.numbered("documents/update-vnpt.edxml", number),
                ">G15</edXML:OrganId>",
                ">G02</edXML:OrganId>");
        String second = g22.submit(Samples.utf8(update)).get("exchangeId").asString();
        assertThat(related(g22, second)).containsExactly(first);
        assertThat(related(hub.as("H41"), second)).containsExactly(first);
        assertThat(related(hub.as("G02"), second)).isEmpty();
        assertThat(related(hub.as("G15"), first)).isEmpty();
    }

    private static List<String> related(HubCaller viewer, String exchange) {
        JsonNode related =
                viewer.getJson("/api/v1/exchanges/" + exchange + "/story").path("related");
        return related.values().stream()
                .map(one -> one.get("exchangeId").asString())
                .toList();
    }

    @Test
    void everyWayToAnExchangeIsClosedToStrangersAsIfThereWereNone() {
        int number = Samples.freshNumber();
        String exchange = hub.as("G22")
                .submit(Samples.utf8(Samples.document(number)))
                .get("exchangeId")
                .asString();
        String unknown = new UUID(UUID.fromString(exchange).getMostSignificantBits(), 1).toString();
        HubCaller stranger = hub.as("G02");
        for (String path : List.of(
                "/api/v1/exchanges/%s",
                "/api/v1/exchanges/%s/receipt",
                "/api/v1/exchanges/%s/story",
                "/api/v1/dossier-files/%s",
                "/api/v1/exchanges?id=%s",
                "/api/v1/batches/%s",
                "/api/v1/batches/%s/records",
                "/api/v1/batches/%s/receipt",
                "/api/v1/batches/%s/records/0/proof")) {
            assertThat(told(stranger.get(path.formatted(exchange))))
                    .as(path)
                    .isEqualTo(told(stranger.get(path.formatted(unknown))));
        }
        for (String query :
                List.of("code=" + number + "/VPCP", "sender=G22&code=" + number, "recipient=H41&code=" + number)) {
            assertThat(stranger.getJson("/api/v1/exchanges?" + query)
                            .get("items")
                            .size())
                    .as(query)
                    .isZero();
        }
        assertThat(stranger.get("/api/v1/operations/dead-letters").statusCode()).isEqualTo(403);
    }

    @Test
    void anOperatorSeesNoWordsOfPeopleWithoutAReason() {
        int number = Samples.freshNumber();
        String exchange = hub.as("G22")
                .submit(Samples.utf8(Samples.document(number)))
                .get("exchangeId")
                .asString();
        HubCaller h41 = hub.as("H41");
        String words = "Nguyễn Văn Mẫu vắng mặt";
        h41.post(
                "/api/v1/inbox/" + h41.deliveryId(exchange) + "/ack",
                "application/json",
                Samples.utf8("{\"outcome\":\"failed\",\"reason\":\"" + words + "\"}"));
        assertThat(hub.as("G22").get("/api/v1/exchanges/" + exchange).body()).contains(words);
        assertThat(hub.operator().get("/api/v1/exchanges/" + exchange).body())
                .contains("***")
                .doesNotContain(words);
        assertThat(hub.operator()
                        .get("/api/v1/exchanges/" + exchange + "/story")
                        .body())
                .doesNotContain(words);
        assertThat(hub.operator()
                        .get("/api/v1/exchanges/" + exchange + "/story", "Reason", "kiem tra")
                        .body())
                .contains(words);
    }
}
