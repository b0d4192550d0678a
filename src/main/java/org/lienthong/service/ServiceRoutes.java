package org.lienthong.service;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The routes that run, by the service that each serves. */
public final class ServiceRoutes {

    private final ConcurrentMap<String, ServiceRoute> routes = new ConcurrentHashMap<>();

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
        return Optional.ofNullable(routes.get(provider + '/' + service));
    }
}
