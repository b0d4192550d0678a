package org.lienthong.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports for processes that are started later, or again: below those that systems give to outgoing connections, one of
 * which would sooner or later be taken in between.
 */
public final class Ports {

    private static final int FIRST = 20_000;
    private static final int END = 32_000;

    private Ports() {}

    public static int free() throws IOException {
        IOException taken = new IOException();
        for (int attempt = 0; attempt < 100; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, END);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException e) {
                taken = e;
            }
        }
        throw taken;
    }
}
