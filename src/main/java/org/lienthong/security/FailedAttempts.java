package org.lienthong.security;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HexFormat;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.lienthong.problem.TraceId;
import org.springframework.context.ApplicationEventPublisher;

/**
 * Slows down guessing: each client address may fail only so often. A right key works even then, or else one bad client
 * behind a shared address would lock out all the others.
 */
public final class FailedAttempts {

    private static final int IPV6_NETWORK_BYTES = 8;

    private final RateLimit limit;
    private final ApplicationEventPublisher events;

    FailedAttempts(RateLimit limit, ApplicationEventPublisher events) {
        this.limit = limit;
        this.events = events;
    }

    /**
     * Counts a failed attempt.
     *
     * @param told what to tell the client while it has not failed too often
     * @return {@code told}, or {@code rate-limited}
     */
    public ProblemException failed(HttpServletRequest request, String channel, ProblemException told) {
        return failed(request, told, new Denial(told.type(), null, channel, TraceId.of(request)));
    }

    /** As {@link #failed(HttpServletRequest, String, ProblemException)}, with what is known of the attempt. */
    public ProblemException failed(HttpServletRequest request, String channel, NotAdmitted attempt) {
        ProblemException told = attempt.told();
        Denial denial = new Denial(
                told.type(), attempt.caller(), channel, TraceId.of(request), attempt.credential(), attempt.reason());
        if (attempt.caller() != null) {
            events.publishEvent(denial); // nobody guesses who is known
            return told;
        }
        return failed(request, told, denial);
    }

    private ProblemException failed(HttpServletRequest request, ProblemException told, Denial denial) {
        Duration wait = limit.take(network(request.getRemoteAddr()));
        if (wait != null) {
            return new ProblemException(
                            ProblemType.RATE_LIMITED,
                            "Too many failed attempts from this address.",
                            "Quá nhiều lần xác thực sai từ địa chỉ này.")
                    .retryAfter(wait);
        }
        events.publishEvent(denial);
        return told;
    }

    /** An IPv6 client owns a whole /64. */
    static String network(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        try {
            byte[] bytes = InetAddress.getByName(address).getAddress();
            return HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, IPV6_NETWORK_BYTES));
        } catch (UnknownHostException e) {
            return address;
        }
    }
}
