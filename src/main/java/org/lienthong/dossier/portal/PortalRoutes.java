package org.lienthong.dossier.portal;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.lienthong.call.SystemReply;
import org.lienthong.config.InForce;

/** Knows the route that starts at {@code hub:deliver/portal} while it runs; of one version of the configuration. */
public final class PortalRoutes {

    private final AtomicReference<@Nullable PortalRoute> route = new AtomicReference<>();
    private final @Nullable InForce following;

    public PortalRoutes() {
        this.following = null;
    }

    private PortalRoutes(InForce following) {
        this.following = following;
    }

    /** What is in force whenever a call is made; the call goes by it to its end. */
    static PortalRoutes following(InForce inForce) {
        return new PortalRoutes(inForce);
    }

    public void open(PortalRoute opened) {
        if (!route.compareAndSet(null, opened)) {
            throw new IllegalStateException("two routes start at hub:deliver/portal");
        }
    }

    public void close(PortalRoute closed) {
        route.compareAndSet(closed, null);
    }

    private static @Nullable PortalRoute now(InForce inForce) {
        PortalRoutes routes = inForce.edition().find(PortalRoutes.class);
        return routes == null ? null : routes.current();
    }

    private static SystemReply run(InForce inForce, PortalCall call) {
        try (InForce.Pin pin = inForce.pin()) {
            PortalRoute route = now(inForce);
            return route == null ? SystemReply.unsent() : route.run(call);
        }
    }

    /** Null while there is none, as while the hub starts or stops. */
    @Nullable
    PortalRoute current() {
        if (following != null) {
            return now(following) == null ? null : call -> run(following, call);
        }
        return route.get();
    }
}
