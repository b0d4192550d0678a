package org.lienthong.problem;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.tomcat.util.buf.ByteChunk;
import org.apache.tomcat.util.buf.MessageBytes;

/**
 * Marks requests with both {@code Content-Length} and {@code Transfer-Encoding}, as request smuggling uses them (RFC 9112
 * §6.3). Tomcat goes by the chunks, ends the connection and takes the length out of the headers before anybody can see
 * it, so it is looked for where the headers were read.
 */
public final class LengthBesideChunksValve extends ValveBase {

    /** Request attribute, there when the request is such a one. */
    public static final String FOUND = LengthBesideChunksValve.class.getName();

    private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);

    public LengthBesideChunksValve() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        MessageBytes coding = request.getCoyoteRequest().getMimeHeaders().getValue("transfer-encoding");
        if (coding != null && hasLength(coding.getByteChunk())) {
            request.setAttribute(FOUND, true);
        }
        getNext().invoke(request, response);
    }

    /** @param value of any header, within the bytes of the request's head */
    private static boolean hasLength(ByteChunk value) {
        byte[] head = value.getBuffer();
        if (head == null) {
            return false;
        }
        int line = value.getStart();
        while (line > 0 && !endsHead(head, line)) {
            line--;
        }
        for (int i = line; i < head.length; i++) {
            boolean starts = i == line || head[i - 1] == '\n';
            if (starts && i >= value.getStart() && endsHead(head, i)) {
                return false;
            }
            if (starts && named(head, i)) {
                return true;
            }
        }
        return false;
    }

    /** Whether an empty line ends before this place. */
    private static boolean endsHead(byte[] bytes, int at) {
        return at >= 2 && bytes[at - 1] == '\n' && (bytes[at - 2] == '\n' || at >= 4 && bytes[at - 3] == '\n');
    }

    private static boolean named(byte[] bytes, int at) {
        for (int i = 0; i < LENGTH.length; i++) {
            if (at + i >= bytes.length || Character.toLowerCase((char) bytes[at + i]) != LENGTH[i]) {
                return false;
            }
        }
        return true;
    }
}
