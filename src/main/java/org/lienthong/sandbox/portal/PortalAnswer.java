package org.lienthong.sandbox.portal;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * What the simulated portal answers.
 *
 * @param status 0: the connection breaks instead of an answer
 * @param retryAfter seconds; 0: without
 */
public record PortalAnswer(int status, String contentType, int retryAfter, byte[] body) {

    static final PortalAnswer CUT = new PortalAnswer(0, "", 0, new byte[0]);

    public boolean isCut() {
        return status == 0;
    }

    static PortalAnswer json(String text) {
        return new PortalAnswer(200, "application/json;charset=UTF-8", 0, text.getBytes(UTF_8));
    }

    static PortalAnswer html(String text) {
        return new PortalAnswer(200, "text/html", 0, text.getBytes(UTF_8));
    }

    static PortalAnswer status(int status) {
        return new PortalAnswer(status, "text/plain", 0, new byte[0]);
    }

    static PortalAnswer unavailable(int seconds) {
        return new PortalAnswer(503, "text/plain", seconds, new byte[0]);
    }
}
