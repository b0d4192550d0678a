package org.lienthong.usage;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.lienthong.agency.Agencies;
import org.lienthong.agency.Resolution;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.lienthong.problem.TraceId;
import org.lienthong.security.Caller;
import org.lienthong.security.Denial;
import org.lienthong.security.Role;
import org.springframework.context.ApplicationEventPublisher;

/** Who may ask who used a person's data: auditors, and portals for the person who is logged in with them. */
final class Readers {

    private final List<String> portals;
    private final Agencies agencies;
    private final ApplicationEventPublisher events;

    Readers(UsageSettings settings, Agencies agencies, ApplicationEventPublisher events) {
        this.portals = settings.portals();
        this.agencies = agencies;
        this.events = events;
    }

    /**
     * Whether it is an auditor; else it is a portal.
     *
     * @throws ProblemException {@code FORBIDDEN}, recorded, when it is neither
     */
    boolean requireReader(Caller caller, HttpServletRequest request) {
        if (caller.roles().contains(Role.AUDITOR)) {
            return true;
        }
        if (portals.stream().noneMatch(code -> speaksFor(caller, code))) {
            events.publishEvent(new Denial(ProblemType.FORBIDDEN, caller, "rest", TraceId.of(request)));
            throw new ProblemException(
                            ProblemType.FORBIDDEN,
                            "Only auditors may ask this, and the portals in hub.usage.portals.",
                            "Chỉ kiểm toán viên và cổng dịch vụ công được phép tra cứu.")
                    .asRecorded();
        }
        return false;
    }

    private boolean speaksFor(Caller caller, String code) {
        return agencies.resolve(code) instanceof Resolution.Found found
                && found.receiver().id().equals(caller.agency());
    }
}
