package org.lienthong.bench;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One kept-alive HTTP/1.1 connection, either side of it. It costs a fraction of what a client library costs, and the load
 * shares the processors with what is measured.
 */
final class HttpConnection implements AutoCloseable {

    private static final int TIMEOUT_MS = 60_000;
    private static final byte[] CRLF = {'\r', '\n'};

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final byte[] buffer = new byte[64 * 1024];
    private byte[] body = new byte[16 * 1024];
    private int position;
    private int limit;
    private String firstLine = "";
    private int bodyLength;

    HttpConnection(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        in = socket.getInputStream();
        out = socket.getOutputStream();
    }

    static HttpConnection to(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(TIMEOUT_MS);
        return new HttpConnection(socket);
    }

    void write(byte[] head, byte[] payload) throws IOException {
        if (payload.length <= 16 * 1024) {
            byte[] both = new byte[head.length + payload.length]; // one packet, one wake-up
            System.arraycopy(head, 0, both, 0, head.length);
            System.arraycopy(payload, 0, both, head.length, payload.length);
            out.write(both);
        } else {
            out.write(head);
            out.write(payload);
        }
    }

    /** Reads one message with its body; returns the status of a response. */
    int readStatus() throws IOException {
        if (!read()) {
            throw new EOFException("the server closed the connection");
        }
        return Integer.parseInt(firstLine.substring(9, 12));
    }

    /** Reads one message with its body; false at the end of the connection. */
    boolean read() throws IOException {
        String line = line();
        if (line == null) {
            return false;
        }
        firstLine = line;
        int length = 0;
        boolean chunked = false;
        for (line = line(); line != null && !line.isEmpty(); line = line()) {
            String lower = line.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(line.substring(15).trim());
            } else if (lower.startsWith("transfer-encoding:") && lower.contains("chunked")) {
                chunked = true;
            }
        }
        bodyLength = 0;
        if (chunked) {
            readChunks();
        } else {
            readBody(length);
        }
        return true;
    }

    /** The body of the last message; only the first {@link #bodyLength} bytes count. */
    byte[] body() {
        return body;
    }

    int bodyLength() {
        return bodyLength;
    }

    String text() {
        return new String(body, 0, bodyLength, StandardCharsets.UTF_8);
    }

    private void readChunks() throws IOException {
        while (true) {
            String line = line();
            if (line == null) {
                throw new EOFException("in a chunk");
            }
            int length = Integer.parseInt(line.split(";")[0].trim(), 16);
            readBody(length);
            line();
            if (length == 0) {
                return;
            }
        }
    }

    private void readBody(int length) throws IOException {
        if (bodyLength + length > body.length) {
            byte[] larger = new byte[Math.max(bodyLength + length, body.length * 2)];
            System.arraycopy(body, 0, larger, 0, bodyLength);
            body = larger;
        }
        int end = bodyLength + length;
        int buffered = Math.min(length, limit - position);
        System.arraycopy(buffer, position, body, bodyLength, buffered);
        position += buffered;
        bodyLength += buffered;
        while (bodyLength < end) {
            int count = in.read(body, bodyLength, end - bodyLength);
            if (count < 0) {
                throw new EOFException("in a body");
            }
            bodyLength += count;
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder(64);
        while (true) {
            if (position == limit) {
                limit = in.read(buffer);
                position = 0;
                if (limit <= 0) {
                    limit = 0;
                    return null;
                }
            }
            byte next = buffer[position++];
            if (next == CRLF[1]) {
                return line.toString();
            }
            if (next != CRLF[0]) {
                line.append((char) next);
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
