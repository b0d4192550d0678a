package org.lienthong.agreement;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The orders in force, newest per target. */
final class Orders {

    private record Key(Order.Target target, String id) {}

    private volatile Map<Key, Order> newest = Map.of();

    /** The order that denies calls now, or null. */
    @Nullable
    Order denying(Order.Target target, String id, Instant now) {
        Map<Key, Order> orders = newest;
        Order order = orders.isEmpty() ? null : orders.get(new Key(target, id));
        return order != null && order.denies(now) ? order : null;
    }
}
