package org.lienthong.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/**
 * A collector that takes spans by OTLP over HTTP ({@code opentelemetry/proto/trace/v1/trace.proto}, in Protocol Buffers) and
 * keeps the latest of each id.
 */
public final class TraceCollector implements AutoCloseable {

    /** Ids in hexadecimal; {@code parent} is empty for a root. */
    public record Span(String traceId, String id, String parent, String name, int kind, long start, long end) {}

    private final HttpServer server;
    private final Map<String, Span> spans = new ConcurrentHashMap<>();
    private volatile boolean away;

    public TraceCollector() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "trace-collector");
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/v1/traces", this::receive);
        server.start();
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1/traces");
    }

    /** From now on it refuses everything, or takes it. */
    public void away(boolean away) {
        this.away = away;
    }

    public List<Span> trace(String traceId) {
        return spans.values().stream()
                .filter(span -> span.traceId().equals(traceId))
                .toList();
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (away) {
                exchange.sendResponseHeaders(400, -1); // which an exporter does not try again
                return;
            }
            fields(body, 1, resource -> fields(resource, 2, scope -> fields(scope, 2, this::keep)));
            exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, -1);
        } catch (RuntimeException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }

    private void keep(byte[] bytes) {
        String[] text = new String[6];
        fields(bytes, 1, value -> text[0] = HexFormat.of().formatHex(value));
        fields(bytes, 2, value -> text[1] = HexFormat.of().formatHex(value));
        text[2] = "";
        fields(bytes, 4, value -> text[2] = HexFormat.of().formatHex(value));
        fields(bytes, 5, value -> text[3] = new String(value, StandardCharsets.UTF_8));
        long[] number = {number(bytes, 6), number(bytes, 7), number(bytes, 8)};
        spans.put(
                text[0] + text[1], new Span(text[0], text[1], text[2], text[3], (int) number[0], number[1], number[2]));
    }

    private interface Sink {
        void take(byte[] value);
    }

    private static void fields(byte[] message, int wanted, Sink sink) {
        ByteBuffer in = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
        while (in.hasRemaining()) {
            long key = varint(in);
            int type = (int) (key & 7);
            if (type == 2) {
                byte[] value = new byte[(int) varint(in)];
                in.get(value);
                if (key >>> 3 == wanted) {
                    sink.take(value);
                }
            } else {
                skip(in, type);
            }
        }
    }

    private static long number(byte[] message, int wanted) {
        ByteBuffer in = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
        while (in.hasRemaining()) {
            long key = varint(in);
            int type = (int) (key & 7);
            if (key >>> 3 == wanted) {
                return type == 0 ? varint(in) : in.getLong();
            }
            skip(in, type);
        }
        return 0;
    }

    private static void skip(ByteBuffer in, int type) {
        switch (type) {
            case 0 -> varint(in);
            case 1 -> in.getLong();
            case 2 -> {
                int length = (int) varint(in);
                in.position(in.position() + length);
            }
            case 5 -> in.getInt();
            default -> throw new IllegalArgumentException("no wire type " + type);
        }
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = in.get();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
