package org.lienthong.vxp;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lienthong.delivery.Kind;
import org.lienthong.delivery.Mailbox;
import org.lienthong.delivery.SentExchanges;
import tools.jackson.core.JsonGenerator;

/** {@code getReceivedEdocList}, {@code getSentEdocList} and the counts. Lists are read whole before anything is written. */
final class EdocLists {

    private static final int MAX_PAGE = 1000;
    private static final int MAX_PAGES = 1_000_000;

    private final CentreMailbox mailbox;
    private final SentExchanges sent;
    private final Envelope envelope;

    EdocLists(CentreMailbox mailbox, SentExchanges sent, Envelope envelope) {
        this.mailbox = mailbox;
        this.sent = sent;
        this.envelope = envelope;
    }

    void received(Call call) throws IOException {
        Parameters parameters = call.parameters();
        int limit = limit(parameters);
        Mailbox.Query query = new Mailbox.Query(
                parameters.messageType(),
                states(parameters.get("status")),
                parameters
                        .get("fromDate")
                        .map(text -> AxisTime.from("fromDate", text))
                        .orElse(null),
                parameters
                        .get("toDate")
                        .map(text -> AxisTime.to("toDate", text))
                        .orElse(null),
                limit,
                offset(parameters, limit));
        List<Mailbox.Item> items = mailbox.list(call.caller(), query);
        envelope.ok(call.request(), call.response(), json -> {
            json.writeArrayPropertyStart("data");
            for (Mailbox.Item item : items) {
                write(json, item);
            }
            json.writeEndArray();
        });
    }

    void sent(Call call) throws IOException {
        Parameters parameters = call.parameters();
        int limit = limit(parameters);
        Optional<String> docId = parameters.get("docId");
        Optional<UUID> exchange = docId.flatMap(DocIds::parse);
        List<SentExchanges.Sent> items = docId.isPresent() && exchange.isEmpty()
                ? List.of()
                : sent.sent(new SentExchanges.Query(
                        mailbox.agencySet(call.caller()),
                        parameters.messageType(),
                        exchange.orElse(null),
                        limit,
                        offset(parameters, limit)));
        envelope.ok(call.request(), call.response(), json -> {
            json.writeArrayPropertyStart("data");
            for (SentExchanges.Sent item : items) {
                write(json, item);
            }
            json.writeEndArray();
        });
    }

    void countDocuments(Call call) throws IOException {
        count(call, Kind.DOCUMENT);
    }

    void countStatuses(Call call) throws IOException {
        count(call, Kind.STATUS);
    }

    private void count(Call call, Kind kind) throws IOException {
        long count = mailbox.count(call.caller(), kind, TransportStatus.waiting());
        envelope.ok(call.request(), call.response(), json -> {
            json.writeNumberProperty("count", count);
            json.writeArrayPropertyStart("data");
            json.writeEndArray();
        });
    }

    private static Set<Mailbox.State> states(Optional<String> status) {
        return status.map(word -> Set.of(TransportStatus.named(word).state())).orElse(TransportStatus.waiting());
    }

    private static int limit(Parameters parameters) {
        return parameters.number("pageSize", 1, MAX_PAGE, MAX_PAGE);
    }

    /** Systems count pages from 0 or from 1; both begin with the first, so that none misses any. */
    private static int offset(Parameters parameters, int limit) {
        int index = parameters.number("pageIndex", 0, MAX_PAGES, 1);
        return Math.max(0, index - 1) * limit;
    }

    private static void write(JsonGenerator json, Mailbox.Item item) {
        TransportStatus status = TransportStatus.of(item.state());
        json.writeStartObject();
        json.writeStringProperty("docId", item.deliveryId().toString());
        json.writeStringProperty("serviceType", "eDoc");
        json.writeStringProperty("messageType", messageType(item.kind()));
        json.writeStringProperty("created_time", AxisTime.format(item.arrivedAt()));
        json.writeStringProperty("updated_time", AxisTime.format(item.changedAt()));
        json.writeStringProperty("from", item.from());
        json.writeStringProperty("to", item.to());
        json.writeStringProperty("status", status.word());
        json.writeStringProperty("status_desc", describe(status, item.reason()));
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, SentExchanges.Sent item) {
        TransportStatus status = TransportStatus.of(item.state());
        json.writeStartObject();
        json.writeStringProperty("serviceType", "eDoc");
        json.writeStringProperty("messageType", messageType(item.kind()));
        json.writeStringProperty("senderDocId", item.exchangeId().toString());
        json.writeStringProperty(
                "receiverDocId",
                item.deliveryId() == null ? "" : item.deliveryId().toString());
        json.writeStringProperty("fromCode", item.from());
        json.writeStringProperty("toCode", item.to());
        json.writeStringProperty("title", orEmpty(item.subject()));
        json.writeStringProperty("notation", orEmpty(item.notation()));
        json.writeStringProperty("sentTime", AxisTime.format(item.sentAt()));
        json.writeStringProperty("receivedTime", item.receivedAt() == null ? "" : AxisTime.format(item.receivedAt()));
        json.writeStringProperty("sendStatus", TransportStatus.DONE.word());
        json.writeStringProperty("sendStatusDesc", "Đã gửi");
        json.writeStringProperty("receiveStatus", status.word());
        json.writeStringProperty("receiveStatusDesc", describe(status, item.reason()));
        json.writeEndObject();
    }

    private static String messageType(Kind kind) {
        return kind == Kind.STATUS ? "status" : "edoc";
    }

    private static String describe(TransportStatus status, @Nullable String reason) {
        return reason == null ? status.description() : status.description() + ": " + reason;
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
