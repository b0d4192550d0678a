package org.lienthong.route;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.lienthong.dossier.portal.PortalRoutes;
import org.lienthong.service.ServiceRoutes;

/** Where the routes of one version of the configuration begin. */
final class Entrances {

    private final ConcurrentMap<String, IntakeConsumer> intakes = new ConcurrentHashMap<>();
    private final Map<Channel, DeliverConsumer> channels = new EnumMap<>(Channel.class);
    private final ServiceRoutes services = new ServiceRoutes();
    private final PortalRoutes portal = new PortalRoutes();

    void open(String kind, IntakeConsumer consumer) {
        if (intakes.putIfAbsent(kind, consumer) != null) {
            throw new IllegalStateException("two routes start at hub:intake/" + kind);
        }
    }

    void close(String kind, IntakeConsumer consumer) {
        intakes.remove(kind, consumer);
    }

    @Nullable
    IntakeConsumer intake(String kind) {
        return intakes.get(kind);
    }

    synchronized void open(Channel channel, DeliverConsumer consumer) {
        if (channels.putIfAbsent(channel, consumer) != null) {
            throw new IllegalStateException("two routes start at hub:deliver/" + channel.word());
        }
    }

    synchronized void close(Channel channel, DeliverConsumer consumer) {
        channels.remove(channel, consumer);
    }

    @Nullable
    synchronized DeliverConsumer channel(Channel channel) {
        return channels.get(channel);
    }

    ServiceRoutes services() {
        return services;
    }

    PortalRoutes portal() {
        return portal;
    }
}
