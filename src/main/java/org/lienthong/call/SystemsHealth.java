package org.lienthong.call;

import java.util.Map;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * The state of the breaker of each registered system that was called so far, for the group {@code dependencies}. A system
 * that is left alone makes it {@code DEGRADED}, never down: what fails at a provider must neither stop nor restart the hub.
 */
final class SystemsHealth implements HealthIndicator {

    private static final Status DEGRADED = new Status("DEGRADED", "a registered system does not answer");

    private final Systems systems;

    SystemsHealth(Systems systems) {
        this.systems = systems;
    }

    @Override
    public Health health() {
        Map<String, String> states = systems.states();
        Status status = states.containsValue("open") ? DEGRADED : Status.UP;
        return Health.status(status).withDetails(states).build();
    }
}
