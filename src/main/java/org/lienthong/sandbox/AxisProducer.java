package org.lienthong.sandbox;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.StreamCache;
import org.apache.camel.converter.stream.CachedOutputStream;
import org.apache.camel.support.DefaultProducer;
import org.jspecify.annotations.Nullable;

/** Makes the call of an {@code axis:} endpoint for each exchange. */
final class AxisProducer extends DefaultProducer {

    private final AxisCall call;
    private final AxisClient client;

    AxisProducer(AxisEndpoint endpoint, AxisCall call, AxisClient client) {
        super(endpoint);
        this.call = call;
        this.client = client;
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        Message message = exchange.getMessage();
        if (call.operation().answer() == AxisOperation.Answer.DOCUMENT) {
            message.setBody(envelope(parameters(message)));
            return;
        }
        AxisAnswer answer = client.call(
                call.operation(),
                call.system(),
                parameters(message),
                upload(exchange),
                OutputStream.nullOutputStream());
        switch (call.operation().answer()) {
            case NOTHING, DOCUMENT -> {}
            case DOC_ID -> message.setHeader("AxisDocId", answer.docId());
            case ITEMS -> message.setBody(answer.items());
            case COUNT -> message.setBody(answer.count());
        }
    }

    /** By way of a file: a document may be larger than the heap. */
    private byte[] envelope(Map<String, String> parameters) throws Exception {
        Path document = Files.createTempFile("axis-", ".edxml");
        try {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(document))) {
                client.call(call.operation(), call.system(), parameters, null, out);
            }
            try (InputStream in = Files.newInputStream(document)) {
                return Envelope.cut(in);
            }
        } finally {
            Files.deleteIfExists(document);
        }
    }

    private Map<String, String> parameters(Message message) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String name : call.operation().parameters()) {
            String header = "Axis" + Character.toUpperCase(name.charAt(0)) + name.substring(1);
            String value =
                    call.fixed().containsKey(name) ? call.fixed().get(name) : message.getHeader(header, String.class);
            if (value != null) {
                parameters.put(name, value);
            }
        }
        return parameters;
    }

    private @Nullable Upload upload(Exchange exchange) throws Exception {
        if (call.operation() != AxisOperation.SEND_EDOC) {
            return null;
        }
        if (exchange.getMessage().getBody() instanceof byte[] bytes) {
            return new Upload(call.upload(), bytes.length, () -> new ByteArrayInputStream(bytes));
        }
        StreamCache cache = cache(exchange);
        exchange.getMessage().setBody(cache);
        return new Upload(call.upload(), cache.length(), () -> {
            cache.reset();
            return (InputStream) cache;
        });
    }

    private static StreamCache cache(Exchange exchange) throws Exception {
        InputStream body = exchange.getMessage().getMandatoryBody(InputStream.class);
        if (body instanceof StreamCache cached) {
            return cached;
        }
        CachedOutputStream copy = new CachedOutputStream(exchange);
        transfer(body, copy);
        return copy.newStreamCache();
    }

    private static void transfer(InputStream from, OutputStream to) throws IOException {
        try (from;
                to) {
            from.transferTo(to);
        }
    }
}
