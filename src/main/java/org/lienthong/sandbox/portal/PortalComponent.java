package org.lienthong.sandbox.portal;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;

/**
 * The scheme {@code portal:}: what the simulated portal makes of a request. {@code portal:login}, {@code portal:service},
 * {@code portal:desk}; the body is the request's and then the answer's, the header {@code status} 0 breaks the connection.
 */
final class PortalComponent extends DefaultComponent {

    private final PortalSimulator simulator;
    private final PortalDesk desk;

    PortalComponent(PortalSimulator simulator, PortalDesk desk) {
        this.simulator = simulator;
        this.desk = desk;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        return new DefaultEndpoint(uri, this) {
            @Override
            public Producer createProducer() {
                return new DefaultProducer(this) {
                    @Override
                    public void process(Exchange exchange) throws Exception {
                        answer(exchange, remaining);
                    }
                };
            }

            @Override
            public Consumer createConsumer(Processor processor) {
                throw new UnsupportedOperationException("portal: answers, it starts nothing");
            }
        };
    }

    private void answer(Exchange exchange, String which) throws Exception {
        byte[] body = body(exchange);
        PortalAnswer answer =
                switch (which) {
                    case "login" -> simulator.login(body);
                    case "service" -> simulator.service(body);
                    default -> {
                        String path = header(exchange, "path");
                        yield desk.answer(header(exchange, "method"), path.substring(path.lastIndexOf('/') + 1), body);
                    }
                };
        exchange.getMessage().setBody(answer.body());
        exchange.getMessage().setHeader("status", answer.status());
        exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, answer.contentType());
        if (answer.retryAfter() > 0) {
            exchange.getMessage().setHeader("retryAfter", answer.retryAfter());
        }
    }

    private static byte[] body(Exchange exchange) throws IOException {
        InputStream in = exchange.getIn().getBody(InputStream.class);
        if (in == null) {
            return new byte[0];
        }
        try (in) {
            return in.readAllBytes();
        }
    }

    private static String header(Exchange exchange, String name) {
        return String.valueOf(exchange.getIn().getHeader(name));
    }
}
