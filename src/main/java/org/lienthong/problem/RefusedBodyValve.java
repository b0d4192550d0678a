package org.lienthong.problem;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;

/**
 * Ends the connection of a caller whose body was refused before its end: too large, or too slow. Tomcat would wait for the
 * rest of it until the connection times out. What is on its way is dropped first, for a moment: closing upon it would
 * reset the connection, and the caller would not see the answer.
 */
public final class RefusedBodyValve extends ValveBase {

    private static final Set<Integer> REFUSED_EARLY = Set.of(408, 413);
    private static final long LINGER_NANOS = TimeUnit.MILLISECONDS.toNanos(1000);
    private static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final int LARGEST_DROP = 2 << 20;

    public RefusedBodyValve() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        getNext().invoke(request, response);
        if (REFUSED_EARLY.contains(response.getStatus()) && !request.isAsync()) {
            response.finishResponse();
            drop(request);
            request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
        }
    }

    /** Until nothing has come for a while. */
    private static void drop(Request request) {
        byte[] dropped = new byte[8192];
        long end = System.nanoTime() + LINGER_NANOS;
        long quiet = System.nanoTime() + QUIET_NANOS;
        int count = 0;
        try {
            while (System.nanoTime() < Math.min(end, quiet) && count < LARGEST_DROP) {
                request.getCoyoteRequest().action(ActionCode.AVAILABLE, Boolean.TRUE);
                int available = request.getCoyoteRequest().getAvailable();
                if (available <= 0) {
                    LockSupport.parkNanos(PAUSE_NANOS);
                    continue;
                }
                int read = request.getInputStream().read(dropped, 0, Math.min(available, dropped.length));
                if (read < 0) {
                    return;
                }
                count += read;
                quiet = System.nanoTime() + QUIET_NANOS;
            }
        } catch (IOException | IllegalStateException e) {
            return; // the caller is gone, or what it sends is no body
        }
    }
}
