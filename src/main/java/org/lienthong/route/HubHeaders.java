package org.lienthong.route;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lienthong.delivery.DueDelivery;
import org.lienthong.delivery.Incoming;
import org.lienthong.service.ServiceCall;

/** The message headers that a route may decide by. They are set by the hub alone. */
final class HubHeaders {

    static final String KIND = "hubKind";
    static final String SENDER = "hubSender";
    static final String RECIPIENT = "hubRecipient";
    static final String DOCUMENT_ID = "hubDocumentId";
    static final String STATUS_CODE = "hubStatusCode";
    static final String BUSINESS_TYPE = "hubBusinessType";
    static final String CHANNEL = "hubChannel";
    static final String EXCHANGE_ID = "hubExchangeId";
    static final String DELIVERY_ID = "hubDeliveryId";
    static final String SHA256 = "hubSha256";

    static final String CONSUMER = "hubConsumer";
    static final String PROVIDER = "hubProvider";
    static final String SERVICE = "hubService";
    static final String PURPOSE = "hubPurpose";
    static final String PROCEDURE = "hubProcedure";
    static final String CASE = "hubCaseId";
    static final String OFFICER = "hubOfficer";

    private HubHeaders() {}

    static Map<String, Object> of(Incoming incoming) {
        Map<String, Object> headers = new HashMap<>();
        headers.put(KIND, incoming.kind().wireName());
        headers.put(SENDER, incoming.edxml().senderCode());
        headers.put(DOCUMENT_ID, incoming.edxml().documentId());
        headers.put(CHANNEL, incoming.submission().channel());
        return headers;
    }

    static Map<String, Object> of(DueDelivery delivery, Channel channel) {
        Map<String, Object> headers = new HashMap<>();
        headers.put(KIND, delivery.kind().wireName());
        headers.put(SENDER, delivery.sender());
        headers.put(RECIPIENT, delivery.recipient());
        headers.put(DOCUMENT_ID, delivery.documentId());
        headers.put(CHANNEL, channel.word());
        headers.put(EXCHANGE_ID, delivery.exchangeId().toString());
        headers.put(DELIVERY_ID, delivery.id().toString());
        headers.put(SHA256, delivery.sha256());
        return headers;
    }

    static Map<String, Object> of(ServiceCall call) {
        Map<String, Object> headers = new HashMap<>();
        headers.put(EXCHANGE_ID, call.exchangeId().toString());
        headers.put(CONSUMER, call.consumer());
        headers.put(PROVIDER, call.provider());
        headers.put(SERVICE, call.service());
        headers.put(PURPOSE, call.purpose());
        headers.put(PROCEDURE, text(call.procedure()));
        headers.put(CASE, text(call.caseId()));
        headers.put(OFFICER, text(call.officer()));
        return headers;
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
