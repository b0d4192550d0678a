package org.lienthong.agreement;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;

/**
 * The orders in force, the newest about each target. One given here counts at once; one given at another hub on the same
 * database as soon as {@link #refresh()} sees it.
 */
final class Orders {

    private record Key(Order.Target target, String id) {}

    private record Snapshot(long number, Map<Key, Order> newest) {}

    private final @Nullable OrderTable table;
    private final Clock clock;
    private final List<Runnable> changes = new CopyOnWriteArrayList<>();
    private volatile Snapshot snapshot = new Snapshot(0, Map.of());

    Orders(OrderTable table, Clock clock) {
        this.table = table;
        this.clock = clock;
        refresh();
    }

    private Orders(Clock clock) {
        this.table = null;
        this.clock = clock;
    }

    /** None, and none can be given: for trying out agreements without a database. */
    static Orders none(Clock clock) {
        return new Orders(clock);
    }

    private OrderTable table() {
        return Objects.requireNonNull(table, "orders are given at a running hub");
    }

    /** The order that denies calls now, or null. */
    @Nullable
    Order denying(Order.Target target, String id, Instant now) {
        Map<Key, Order> orders = snapshot.newest();
        Order order = orders.isEmpty() ? null : orders.get(new Key(target, id));
        return order != null && order.denies(now) ? order : null;
    }

    /** The newest order about each target that has any. */
    Collection<Order> newest() {
        return snapshot.newest().values();
    }

    /** Takes over what was ordered since. One small query when there is nothing new. */
    void refresh() {
        merge(table().after(snapshot.number()));
    }

    /**
     * Gives an order; it is durable and recorded in the audit log when this returns.
     *
     * @throws ProblemException INVALID_TRANSITION about an agreement that was revoked
     */
    Order give(
            Order.Target target,
            String id,
            Order.Action action,
            @Nullable Instant until,
            String reason,
            String by,
            String traceId) {
        Order order = new Order(target, id, action, clock.instant(), until, reason, by);
        table().add(order, traceId, before -> {
            if (before != null && before.action() == Order.Action.REVOKE) {
                throw new ProblemException(
                        ProblemType.INVALID_TRANSITION,
                        "This agreement was revoked for good; a new one needs another id.",
                        "Thỏa thuận này đã chấm dứt; thỏa thuận mới phải có mã khác.");
            }
            return true;
        });
        refresh();
        return order;
    }

    /** The hub's own suspension of an agreement for some time; it shortens nobody else's. */
    void suspendUnlessDenied(String agreement, Instant until, String reason, String traceId) {
        Instant now = clock.instant();
        Order order = new Order(Order.Target.AGREEMENT, agreement, Order.Action.SUSPEND, now, until, reason, Order.HUB);
        table().add(order, traceId, before -> before == null || !before.denies(now));
        refresh();
    }

    /** Has that run whenever an order came into force. */
    void onChange(Runnable change) {
        changes.add(change);
    }

    private synchronized void merge(List<OrderTable.Row> rows) {
        if (rows.isEmpty()) {
            return;
        }
        Map<Key, Order> newest = new HashMap<>(snapshot.newest());
        long number = snapshot.number();
        for (OrderTable.Row row : rows) {
            if (row.number() > number) {
                number = row.number();
                newest.put(new Key(row.order().target(), row.order().id()), row.order());
            }
        }
        snapshot = new Snapshot(number, Map.copyOf(newest));
        changes.forEach(Runnable::run);
    }
}
