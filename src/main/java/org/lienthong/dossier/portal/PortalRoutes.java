package org.lienthong.dossier.portal;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Knows the route that starts at {@code hub:deliver/portal} while it runs. */
public final class PortalRoutes {

    private final AtomicReference<@Nullable PortalRoute> route = new AtomicReference<>();

    public void open(PortalRoute opened) {
        if (!route.compareAndSet(null, opened)) {
            throw new IllegalStateException("two routes start at hub:deliver/portal");
        }
    }

    public void close(PortalRoute closed) {
        route.compareAndSet(closed, null);
    }

    /** Null while there is none, as while the hub starts or stops. */
    @Nullable
    PortalRoute current() {
        return route.get();
    }
}
