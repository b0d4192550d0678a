package org.lienthong.service;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The routes that run, by the service that each serves; of one version of the configuration. */
public final class ServiceRoutes {

    private final ConcurrentMap<String, ServiceRoute> routes = new ConcurrentHashMap<>();
    private final @Nullable Supplier<@Nullable ServiceRoutes> current;

    public ServiceRoutes() {
        this.current = null;
    }

    private ServiceRoutes(Supplier<@Nullable ServiceRoutes> current) {
        this.current = current;
    }

    /** Those that are in force whenever they are asked; none while there are none. */
    static ServiceRoutes following(Supplier<@Nullable ServiceRoutes> current) {
        return new ServiceRoutes(current);
    }

    /** @throws IllegalStateException when another route serves it */
    public void open(String provider, String service, ServiceRoute route) {
        if (routes.putIfAbsent(provider + '/' + service, route) != null) {
            throw new IllegalStateException("two routes start at hub:service/" + provider + '/' + service);
        }
    }

    public void close(String provider, String service, ServiceRoute route) {
        routes.remove(provider + '/' + service, route);
    }

    public Optional<ServiceRoute> find(String provider, String service) {
        if (current != null) {
            return Optional.ofNullable(current.get()).flatMap(now -> now.find(provider, service));
        }
        return Optional.ofNullable(routes.get(provider + '/' + service));
    }
}
