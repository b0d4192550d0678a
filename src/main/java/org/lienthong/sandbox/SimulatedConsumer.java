package org.lienthong.sandbox;

import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;

/** Answers the calls of one simulated system with its route. */
final class SimulatedConsumer extends DefaultConsumer {

    /** What the system answers. */
    record Answer(int status, String contentType, @Nullable String retryAfter, byte[] body) {}

    private static final Answer UNPROVEN = new Answer(401, "text/plain", null, new byte[0]);

    private final SimulatedComponent component;
    private final String name;
    private final @Nullable String credential;
    private final boolean stream;

    SimulatedConsumer(
            SimulatedEndpoint endpoint,
            Processor processor,
            SimulatedComponent component,
            String name,
            @Nullable String credential,
            boolean stream) {
        super(endpoint, processor);
        this.component = component;
        this.name = name;
        this.credential = credential;
        this.stream = stream;
    }

    /** Whether it reads its body itself. */
    boolean streams() {
        return stream;
    }

    /** @param presented the headers that prove the caller, by their lower-case names */
    Answer answer(Map<String, Object> headers, Map<String, String> presented, Object body) {
        if (credential != null && !proven(presented)) {
            return UNPROVEN;
        }
        Exchange exchange = getEndpoint().createExchange(ExchangePattern.InOut);
        exchange.getIn().setBody(body);
        exchange.getIn().setHeaders(headers);
        try {
            getProcessor().process(exchange);
        } catch (Exception e) {
            exchange.setException(e);
        }
        if (exchange.getException() != null) {
            return new Answer(500, "text/plain", null, new byte[0]);
        }
        Integer status = exchange.getMessage().getHeader(SimulatedComponent.STATUS, Integer.class);
        String type = exchange.getMessage().getHeader(Exchange.CONTENT_TYPE, String.class);
        byte[] answer = exchange.getMessage().getBody(byte[].class);
        return new Answer(
                status == null ? 200 : status,
                type == null ? "application/json" : type,
                exchange.getMessage().getHeader(SimulatedComponent.RETRY_AFTER, String.class),
                answer == null ? new byte[0] : answer);
    }

    private boolean proven(Map<String, String> presented) {
        String timestamp = presented.getOrDefault("timestamp", "0");
        long millis = timestamp.matches("\\d{1,15}") ? Long.parseLong(timestamp) : 0;
        return component
                .systems()
                .credentials()
                .headers(String.valueOf(credential), "http://simulated.example/" + name, millis)
                .filter(expected -> expected.entrySet().stream().allMatch(header -> header.getValue()
                        .equals(presented.get(header.getKey().toLowerCase(java.util.Locale.ROOT)))))
                .isPresent();
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        component.systems().open(name, this);
    }

    @Override
    protected void doStop() throws Exception {
        component.systems().close(name, this);
        super.doStop();
    }
}
