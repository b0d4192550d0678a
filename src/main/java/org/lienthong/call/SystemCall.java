package org.lienthong.call;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * What is asked of a registered system.
 *
 * @param method {@code GET} or {@code POST}
 * @param path beneath the system's address, of plain segments; empty for the address itself
 * @param query names and values; encoded by the hub
 * @param headers besides those of the credentials
 * @param contentType of the body
 * @param body empty with {@code GET}
 * @param largestAnswer in bytes; the system's own limit counts when it is lower
 */
public record SystemCall(
        String method,
        String path,
        Map<String, String> query,
        Map<String, String> headers,
        String contentType,
        byte[] body,
        long largestAnswer) {

    private static final Pattern PATH =
            Pattern.compile("[A-Za-z0-9_~-][A-Za-z0-9._~-]*(/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*");

    public SystemCall {
        if (!method.equals("GET") && !method.equals("POST")) {
            throw new IllegalArgumentException("a system is called with GET or POST, not " + method);
        }
        if (!path.isEmpty() && !PATH.matcher(path).matches()) {
            throw new IllegalArgumentException("a path beneath a system's address is of letters, digits and - . _ ~");
        }
        query = Map.copyOf(query);
        headers = Map.copyOf(headers);
    }

    boolean safe() {
        return method.equals("GET");
    }
}
