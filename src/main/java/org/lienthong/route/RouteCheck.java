package org.lienthong.route;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executor;
import org.apache.camel.Endpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;
import org.lienthong.config.Findings;
import org.lienthong.config.Position;
import org.lienthong.mapping.MapComponent;

/** Reads all routes of a directory as a hub would at its start, in a context of its own, and runs none. */
public final class RouteCheck {

    /** What an endpoint that names an agency does. */
    public enum Use {
        /** {@code from: hub:service/<agency>/<name>}. */
        SERVICE,
        /** {@code to: hub:call/<agency>/<name>}. */
        CALL,
        /** {@code to: validator:file:{{hub.config}}/<name>}. */
        FILE
    }

    /**
     * An endpoint that names something of the configuration.
     *
     * @param agency an agency's id, or {@code recipient}; of a file none
     * @param name of a service or a system, or the path of a file in the configuration
     */
    public record Named(Position at, Use use, String agency, String name) {}

    private RouteCheck() {}

    /**
     * Reads the routes and records what is wrong with them.
     *
     * @param mappings the mappings that they may use; null when those are broken themselves
     * @param warnings gets what is worth a look and harms nobody
     * @param besides reads some files at the same time
     * @return what the routes name, in the order of the files, simulated systems left out
     */
    public static List<Named> read(
            Path routes, @Nullable MapComponent mappings, Findings findings, Findings warnings, Executor besides) {
        List<Named> named = new ArrayList<>();
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.addComponent("hub", HubComponent.unwired());
            if (mappings != null) {
                context.addComponent("map", mappings);
            }
            new RouteFiles(routes, RouteFiles.Simulated.ALL).look(context, findings, besides, new RouteWords.Told() {
                @Override
                public void endpoint(Endpoint endpoint, Position at) {
                    add(endpoint, at, named);
                }

                @Override
                public void file(String path, Position at) {
                    named.add(new Named(at, Use.FILE, "", path));
                }

                @Override
                public void remark(Position at, String rule, String message) {
                    warnings.add(at, rule, message);
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return named;
    }

    private static void add(Endpoint endpoint, Position at, List<Named> named) {
        if (endpoint instanceof HubEndpoint hub && hub.arguments().size() == 2) {
            Use use = Use.valueOf(hub.role().name().toUpperCase(Locale.ROOT));
            named.add(new Named(at, use, hub.arguments().get(0), hub.arguments().get(1)));
        }
    }
}
