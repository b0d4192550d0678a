package org.lienthong.call;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A provider's system on a real socket that behaves as badly as a test wants. */
public final class TestProvider implements AutoCloseable {

    /** A request as it came; header names in lower case. */
    public record Request(String line, Map<String, String> headers, byte[] body) {
        public String text() {
            return new String(body, UTF_8);
        }
    }

    /** Answers a request, or does what it likes with the connection. */
    @FunctionalInterface
    public interface Behaviour {
        void answer(Request request, Socket socket) throws Exception;
    }

    private final ServerSocket server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Request> requests = Collections.synchronizedList(new ArrayList<>());
    private final List<Socket> sockets = Collections.synchronizedList(new ArrayList<>());
    private volatile Behaviour behaviour = json("{}");

    public TestProvider() {
        try {
            server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::accept);
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/service");
    }

    public void behave(Behaviour changed) {
        behaviour = changed;
    }

    public List<Request> requests() {
        return List.copyOf(requests);
    }

    public void forget() {
        requests.clear();
    }

    public static Behaviour json(String body) {
        return status(200, "application/json", body);
    }

    public static Behaviour xml(String body) {
        return status(200, "text/xml; charset=utf-8", body);
    }

    public static Behaviour status(int status, String contentType, String body) {
        byte[] bytes = body.getBytes(UTF_8);
        return (request, socket) -> {
            OutputStream out = socket.getOutputStream();
            out.write(("HTTP/1.1 " + status + " X\r\nContent-Type: " + contentType + "\r\nContent-Length: "
                            + bytes.length + "\r\n\r\n")
                    .getBytes(ISO_8859_1));
            out.write(bytes);
            out.flush();
        };
    }

    public static Behaviour redirect(String to) {
        return (request, socket) ->
                write(socket, "HTTP/1.1 302 Found\r\nLocation: " + to + "\r\nContent-Length: 0\r\n\r\n");
    }

    public static Behaviour hang() {
        return (request, socket) -> Thread.sleep(60_000);
    }

    /** Sends a byte of the answer now and then, for ever. */
    public static Behaviour drip() {
        return (request, socket) -> {
            write(socket, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 60000\r\n\r\n");
            while (true) {
                write(socket, " ");
                Thread.sleep(20);
            }
        };
    }

    public static Behaviour reset() {
        return (request, socket) -> {
            socket.setSoLinger(true, 0);
            socket.close();
        };
    }

    /** An answer of that many bytes, announced or chunked. */
    public static Behaviour large(long bytes, boolean announced) {
        return (request, socket) -> {
            write(
                    socket,
                    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                            + (announced ? "Content-Length: " + bytes : "Transfer-Encoding: chunked") + "\r\n\r\n");
            byte[] piece = "[".repeat(8192).getBytes(ISO_8859_1);
            for (long sent = 0; sent < bytes; sent += piece.length) {
                if (!announced) {
                    write(socket, "2000\r\n");
                }
                socket.getOutputStream().write(piece);
                if (!announced) {
                    write(socket, "\r\n");
                }
            }
        };
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(ISO_8859_1));
        socket.getOutputStream().flush();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                sockets.add(socket);
                threads.execute(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            Request request = read(socket.getInputStream());
            while (request != null) {
                requests.add(request);
                behaviour.answer(request, socket);
                request = read(socket.getInputStream());
            }
        } catch (Exception e) {
            // The hub hung up, as it may.
        }
    }

    private static Request read(InputStream in) throws IOException {
        String line = line(in);
        if (line.isEmpty()) {
            return null;
        }
        Map<String, String> headers = new LinkedHashMap<>();
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            int colon = header.indexOf(':');
            headers.put(
                    header.substring(0, colon).toLowerCase(Locale.ROOT),
                    header.substring(colon + 1).strip());
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        return new Request(line, headers, in.readNBytes(length));
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : List.copyOf(sockets)) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            threads.shutdownNow();
        }
    }
}
