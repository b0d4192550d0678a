package org.lienthong;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.lienthong.testing.RawHttp;

/** A caller that sends its body byte by byte, never so slow that a single read would time out. */
final class Drip {

    private Drip() {}

    /** @param took from the first byte to the answer, or until this gave up */
    record Outcome(RawHttp.Answer answer, Duration took) {}

    /**
     * Sends a byte per pause until the server answers.
     *
     * @param head request line and headers, without {@code Content-Length}
     */
    static Outcome send(int port, String head, byte[] body, Duration pause, Duration patience) throws IOException {
        long from = System.nanoTime();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout((int) pause.toMillis());
            String announced = head + "Content-Length: " + body.length + "\r\n\r\n";
            socket.getOutputStream().write(announced.getBytes(StandardCharsets.UTF_8));
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            for (int sent = 0; System.nanoTime() - from < patience.toNanos(); sent++) {
                if (!readable(socket, answer)) {
                    write(socket, body[sent]);
                } else {
                    readToEnd(socket.getInputStream(), answer);
                    return new Outcome(parse(answer), Duration.ofNanos(System.nanoTime() - from));
                }
            }
            throw new AssertionError("no answer within " + patience);
        }
    }

    private static boolean readable(Socket socket, ByteArrayOutputStream answer) throws IOException {
        try {
            int first = socket.getInputStream().read();
            if (first >= 0) {
                answer.write(first);
            }
            return true;
        } catch (SocketTimeoutException e) {
            return false; // the pause between two bytes
        }
    }

    private static void write(Socket socket, byte value) {
        try {
            socket.getOutputStream().write(value);
            socket.getOutputStream().flush();
        } catch (IOException e) {
            // Closed by the server: its answer is read next.
        }
    }

    private static void readToEnd(InputStream in, ByteArrayOutputStream answer) {
        try {
            in.transferTo(answer);
        } catch (IOException e) {
            // A reset or a silence after the answer.
        }
    }

    private static RawHttp.Answer parse(ByteArrayOutputStream answer) {
        String text = answer.toString(StandardCharsets.UTF_8);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            throw new AssertionError("closed without an answer: '" + text + "'");
        }
        return new RawHttp.Answer(text.substring(0, end), text.substring(end + 4));
    }
}
