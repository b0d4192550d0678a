package org.lienthong.sandbox;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.lienthong.call.Credentials;

/** The simulated systems that answer now, whichever version of their routes they run. */
final class SimulatedSystems {

    private final ConcurrentMap<String, SimulatedConsumer> systems = new ConcurrentHashMap<>();
    private final Credentials credentials;

    SimulatedSystems(Credentials credentials) {
        this.credentials = credentials;
    }

    Credentials credentials() {
        return credentials;
    }

    /** The newer one answers from now on. */
    void open(String name, SimulatedConsumer system) {
        SimulatedConsumer before = systems.put(name, system);
        if (before != null
                && before.getEndpoint().getCamelContext()
                        == system.getEndpoint().getCamelContext()) {
            throw new IllegalStateException("two routes start at simulated:" + name);
        }
    }

    void close(String name, SimulatedConsumer system) {
        systems.remove(name, system);
    }

    Optional<SimulatedConsumer> find(String name) {
        return Optional.ofNullable(systems.get(name));
    }
}
