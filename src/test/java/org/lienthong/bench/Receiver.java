package org.lienthong.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** The recipient that is called: reads each document and answers 200. */
final class Receiver implements AutoCloseable {

    private static final byte[] OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int HEAD = 8 * 1024;

    private final ServerSocket server;
    private volatile Flight flight = new Flight(0, 1);

    Receiver() throws IOException {
        server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        daemon(this::accept, "receiver");
    }

    int port() {
        return server.getLocalPort();
    }

    void expect(Flight expected) {
        flight = expected;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                daemon(() -> serve(socket), "receiver-connection");
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (HttpConnection connection = new HttpConnection(socket)) {
            while (connection.read()) {
                long number = Documents.numberIn(connection.body(), Math.min(HEAD, connection.bodyLength()));
                connection.write(OK, new byte[0]);
                flight.arrived(number);
            }
        } catch (IOException e) {
            // The other side went away; what it had not been answered it sends again.
        }
    }

    private static void daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
