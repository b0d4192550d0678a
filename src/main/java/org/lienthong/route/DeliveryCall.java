package org.lienthong.route;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import javax.net.ssl.SSLContext;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Producer;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.service.ServiceHelper;
import org.jspecify.annotations.Nullable;
import org.lienthong.agency.Agency;
import org.lienthong.agency.AgencySystem;
import org.lienthong.agency.Delivery;
import org.lienthong.call.CheckedAddresses;
import org.lienthong.delivery.DueDelivery;

/** Hands a delivery to its recipient. Redirects are not followed, and what the recipient answers is not read. */
final class DeliveryCall {

    /** Exchange property: the {@link Outgoing} that the recipient got. */
    static final String DELIVERED = "hubDelivered";

    /** The agency that stands for the recipient of the delivery at hand. */
    private static final String RECIPIENT = "recipient";

    private static final int SMALL = 256 * 1024;

    /** Answers that say "not now" rather than "no". */
    private static final Set<Integer> TRANSIENT = Set.of(401, 403, 404, 408, 421, 423, 425, 429);

    private final String agency;
    private final String system;
    private final HubServices services;
    private final ConcurrentMap<String, Producer> producers = new ConcurrentHashMap<>();

    DeliveryCall(String agency, String system, HubServices services) {
        this.agency = agency;
        this.system = system;
        this.services = services;
    }

    /** Attempts are counted, paced and recorded by the hub: the HTTP client makes no further ones of its own. */
    static void prepare(CamelContext outside, CheckedAddresses reachable) {
        for (String scheme : List.of("http", "https")) {
            HttpComponent http = new RecipientHttp(reachable);
            outside.addComponent(scheme, http);
            http.setAutomaticRetriesDisabled(true);
            http.setCookieManagementDisabled(true);
        }
    }

    void call(Exchange exchange, Outgoing outgoing) throws Exception {
        String id = outgoing.delivery().recipient();
        if (!agency.equals(RECIPIENT) && !agency.equals(id)) {
            throw new CallFailedException("the route delivers to " + agency + ", who is not the recipient", false);
        }
        Agency called = services.agencies()
                .current()
                .byId(id)
                .orElseThrow(() -> new CallFailedException("agency " + id + " is not registered", false));
        if (called.delivery().mode() == Delivery.Mode.JMS) {
            enqueue(called, outgoing);
        } else {
            post(called, outgoing);
        }
        exchange.setProperty(DELIVERED, outgoing);
    }

    private void post(Agency called, Outgoing outgoing) throws Exception {
        String chosen = called.delivery().system();
        String name = agency.equals(RECIPIENT) && chosen != null ? chosen : system;
        AgencySystem target = called.system(name)
                .orElseThrow(() -> new CallFailedException(
                        "agency " + called.id() + " has no system " + name + " in the register", false));
        URI address = services.addresses().apply(target.url());
        String tls = target.calls().tls();
        Producer producer =
                producers.computeIfAbsent(tls + ' ' + withoutQuery(address), key -> http(withoutQuery(address), tls));
        Exchange call = producer.getEndpoint().createExchange(ExchangePattern.InOut);
        describeInHeaders(call, outgoing);
        call.getIn().setHeader(Exchange.HTTP_RAW_QUERY, address.getRawQuery());
        try (InputStream body = outgoing.open()) {
            call.getIn().setBody(outgoing.size() <= SMALL ? body.readAllBytes() : body);
            producer.process(call);
        } catch (IOException e) {
            throw noAnswer(e);
        }
        if (call.getException() != null) {
            throw noAnswer(call.getException());
        }
        Integer status = call.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
        judge(status == null ? 0 : status);
    }

    private static CallFailedException noAnswer(Exception e) {
        return new CallFailedException("no answer: " + e.getClass().getSimpleName(), false);
    }

    private static void judge(int status) {
        if (status >= 200 && status < 300) {
            return;
        }
        boolean refused = status >= 400 && status < 500 && !TRANSIENT.contains(status);
        throw new CallFailedException("answered " + status, refused);
    }

    private Producer http(String url, @Nullable String tls) {
        DeliverySettings settings = services.settings();
        String options = String.format(
                Locale.ROOT,
                "httpMethod=POST&throwExceptionOnFailure=false&ignoreResponseBody=true&followRedirects=false"
                        + "&copyHeaders=false&skipResponseHeaders=true&connectTimeout=%d&responseTimeout=%d"
                        + "&connectionRequestTimeout=%d&connectionsPerRoute=%d",
                settings.connectTimeout().toMillis(),
                settings.responseTimeout().toMillis(),
                settings.connectTimeout().toMillis(),
                settings.consumers());
        return started(url + '?' + options + (tls == null ? "" : "&sslContextParameters=#" + trusting(tls)));
    }

    /** The name under which Camel finds what the system's TLS bundle trusts and presents. */
    private String trusting(String bundle) {
        String name = "tls-" + bundle;
        SSLContext context;
        try {
            context = Objects.requireNonNull(services.systems().tls(bundle));
        } catch (RuntimeException e) {
            throw new CallFailedException("the hub has no usable TLS bundle " + bundle, false);
        }
        services.outside().getRegistry().bind(name, SSLContextParameters.class, new SSLContextParameters() {
            @Override
            public SSLContext createSSLContext(CamelContext camel) {
                return context;
            }
        });
        return name;
    }

    /** What stands behind the question mark would be options of the client: another method, a proxy, a password. */
    private static String withoutQuery(URI address) {
        String all = address.toString();
        int query = all.indexOf('?');
        return query < 0 ? all : all.substring(0, query);
    }

    /**
     * Sends with a session of its own and a duplicate id: a crash before the outcome is durable repeats the sending, and the
     * broker drops the second one.
     */
    private void enqueue(Agency called, Outgoing outgoing) throws Exception {
        String queue = called.delivery().queue();
        Producer producer = producers.computeIfAbsent(
                "queue:" + queue,
                name -> started("agency-queues:" + name
                        + "?exchangePattern=InOnly&jmsMessageType=Bytes&deliveryPersistent=true"));
        Exchange call = producer.getEndpoint().createExchange(ExchangePattern.InOnly);
        describeInProperties(call, outgoing);
        call.getIn().setHeader("_AMQ_DUPL_ID", outgoing.delivery().id().toString());
        try (InputStream body = outgoing.open()) {
            call.getIn().setBody(outgoing.size() <= SMALL ? body.readAllBytes() : body);
            producer.process(call);
        }
        if (call.getException() != null) {
            throw new CallFailedException(
                    "not queued: " + call.getException().getClass().getSimpleName(), false);
        }
    }

    /** Message properties; a queue's selector can use them. */
    private void describeInProperties(Exchange call, Outgoing outgoing) {
        DueDelivery delivery = outgoing.delivery();
        call.getIn().setHeader("exchangeId", delivery.exchangeId().toString());
        call.getIn().setHeader("deliveryId", delivery.id().toString());
        call.getIn().setHeader("kind", delivery.kind().wireName());
        call.getIn().setHeader("sender", delivery.sender());
        call.getIn().setHeader("documentId", delivery.documentId());
        call.getIn().setHeader("sha256", outgoing.sha256());
        call.getIn().setHeader("traceId", delivery.traceId());
        trace(call, delivery);
    }

    /** HTTP headers; the DocumentId is not among them, because it need not be ASCII. */
    private void describeInHeaders(Exchange call, Outgoing outgoing) {
        DueDelivery delivery = outgoing.delivery();
        call.getIn().setHeader(Exchange.CONTENT_TYPE, outgoing.contentType());
        call.getIn().setHeader("Idempotency-Key", delivery.id().toString());
        call.getIn().setHeader("Exchange-Id", delivery.exchangeId().toString());
        call.getIn().setHeader("Message-Kind", delivery.kind().wireName());
        call.getIn().setHeader("Sender-Agency", delivery.sender());
        call.getIn().setHeader("Trace-Id", delivery.traceId());
        trace(call, delivery);
        byte[] digest = HexFormat.of().parseHex(outgoing.sha256());
        call.getIn()
                .setHeader("Content-Digest", "sha-256=:" + Base64.getEncoder().encodeToString(digest) + ':');
    }

    /** The same however often this attempt is made. */
    private void trace(Exchange call, DueDelivery delivery) {
        String traceparent = services.spans().traceparent(delivery);
        if (traceparent != null) {
            call.getIn().setHeader("traceparent", traceparent);
        }
    }

    private Producer started(String uri) {
        try {
            Endpoint endpoint = services.outside().getEndpoint(uri);
            Producer producer = endpoint.createProducer();
            ServiceHelper.startService(producer);
            return producer;
        } catch (Exception e) {
            throw new CallFailedException("cannot be called: " + e.getMessage(), false);
        }
    }

    void stop() {
        ServiceHelper.stopService(producers.values());
        producers.clear();
    }
}
