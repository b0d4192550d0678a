package org.lienthong.security;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HexFormat;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
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

    /** The problem to answer a failed attempt with: {@code invalid-token}, or {@code rate-limited} after too many. */
    public ProblemException failed(HttpServletRequest request, String channel) {
        Duration wait = limit.take(network(request.getRemoteAddr()));
        if (wait != null) {
            return new ProblemException(
                            ProblemType.RATE_LIMITED,
                            "Too many failed attempts from this address.",
                            "Quá nhiều lần xác thực sai từ địa chỉ này.")
                    .retryAfter(wait);
        }
        events.publishEvent(Denial.of(ProblemType.INVALID_TOKEN, null, channel, request));
        return new ProblemException(
                ProblemType.INVALID_TOKEN,
                "The key or signature is unknown, expired or not well-formed.",
                "Khóa hoặc chữ ký không đúng, đã hết hạn hoặc sai định dạng.");
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
