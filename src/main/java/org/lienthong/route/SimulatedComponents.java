package org.lienthong.route;

import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.Component;

/**
 * Components that only routes of simulated systems use.
 *
 * @param byScheme makes one for each Camel context
 */
public record SimulatedComponents(Map<String, Supplier<Component>> byScheme) {

    public SimulatedComponents {
        byScheme = Map.copyOf(byScheme);
    }
}
