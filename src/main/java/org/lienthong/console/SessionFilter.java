package org.lienthong.console;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Ends sessions that nobody uses any more. A page left open asks the hub every few seconds, which would keep a session
 * alive for ever if it counted; so only what a person does counts.
 */
final class SessionFilter extends OncePerRequestFilter {

    static final String OPENED = "opened";
    static final String USED = "used";
    private static final String LIVE = Area.ROOT + "/live/";

    private final ConsoleSettings settings;
    private final Clock clock;

    SessionFilter(ConsoleSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        request.setCharacterEncoding(StandardCharsets.UTF_8);
        HttpSession session = request.getSession(false);
        if (session != null) {
            Instant now = clock.instant();
            if (isOver(session, now)) {
                session.invalidate();
            } else if (!request.getRequestURI().startsWith(LIVE)) {
                session.setAttribute(USED, now);
            }
        }
        chain.doFilter(request, response);
    }

    private boolean isOver(HttpSession session, Instant now) {
        return session.getAttribute(OPENED) instanceof Instant opened
                && (opened.plus(settings.lifetime()).isBefore(now)
                        || session.getAttribute(USED) instanceof Instant used
                                && used.plus(settings.idle()).isBefore(now));
    }
}
