package org.lienthong.operation;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lienthong.consent.Consents;
import org.lienthong.consent.Order;
import tools.jackson.databind.json.JsonMapper;

/**
 * Pauses of recipients and planned maintenance, for the REST API and the console. Each order returns what it made ({@link
 * Pause}, {@link Maintenance}), in force here by then and at other hubs on the database within a second; or the {@link
 * org.lienthong.consent.Proposal} when a second person has to agree.
 */
public final class Operations {

    private final Orders orders;
    private final OrderRows rows;
    private final Holds holds;
    private final Consents consents;
    private final JsonMapper json;
    private final java.time.Clock clock;

    Operations(Orders orders, OrderRows rows, Holds holds, Consents consents, JsonMapper json, java.time.Clock clock) {
        this.orders = orders;
        this.rows = rows;
        this.holds = holds;
        this.consents = consents;
        this.json = json;
        this.clock = clock;
    }

    /** Longest lasting first. */
    public List<Pause> pauses() {
        return rows.pauses();
    }

    /** Not over, soonest first. */
    public List<Maintenance> maintenance() {
        return rows.maintenance(clock.instant());
    }

    /** @param agency id, code or alias */
    public Object pause(String agency, @Nullable String reason, String by, String traceId) {
        String id = orders.recipient(agency);
        return done(new Order(Orders.PAUSE, id, id, by, Order.reason(reason), traceId));
    }

    public Object resume(String agency, @Nullable String reason, String by, String traceId) {
        String id = orders.recipient(agency);
        return done(new Order(Orders.RESUME, id, id, by, Order.reason(reason), traceId));
    }

    /**
     * @param service name of one of its data services, or null for all of them and for deliveries
     * @param urgent whether the notice cannot be kept
     */
    public Object announce(
            @Nullable String agency,
            @Nullable String service,
            @Nullable Instant from,
            @Nullable Instant to,
            boolean urgent,
            @Nullable String reason,
            String by,
            String traceId) {
        String why = Order.reason(reason);
        Orders.Announcement asked = orders.checked(new Orders.Announcement(agency, service, from, to, urgent));
        String summary = asked.agency() + (service == null ? "" : "/" + service) + " " + asked.from() + " to "
                + asked.to() + (urgent ? ", urgent" : "");
        return done(new Order(Orders.MAINTENANCE, summary, json.writeValueAsString(asked), by, why, traceId));
    }

    public Object cancelMaintenance(UUID id, @Nullable String reason, String by, String traceId) {
        return done(
                new Order(Orders.CANCEL_MAINTENANCE, id.toString(), id.toString(), by, Order.reason(reason), traceId));
    }

    private Object done(Order order) {
        Object result = consents.order(order);
        holds.look();
        return result;
    }
}
