package org.lienthong.route;

import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;
import org.lienthong.config.Use;

/**
 * The routes of one version as they run. Versions that differ in nothing that routes depend on share them.
 *
 * @param key what the stewards' routes were made of
 * @param hub holds the stewards' routes
 * @param use counts the messages that are in them
 */
record Running(String key, CamelContext hub, Entrances entrances, Use use, Simulation simulation) {

    /**
     * The simulated systems.
     *
     * @param context null where there are none
     */
    record Simulation(String key, @Nullable CamelContext context) {

        void stop() {
            if (context != null) {
                context.stop();
            }
        }
    }
}
