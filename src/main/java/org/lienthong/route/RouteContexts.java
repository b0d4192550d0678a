package org.lienthong.route;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.NamedNode;
import org.apache.camel.Route;
import org.apache.camel.StartupSummaryLevel;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.engine.DefaultNodeIdFactory;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.spi.NodeIdFactory;
import org.apache.camel.spi.RoutePolicyFactory;
import org.jspecify.annotations.Nullable;
import org.lienthong.config.Directories;
import org.lienthong.mapping.Mappings;

/**
 * Makes Camel contexts for the routes of one version: they hold the components that routes may use and know no bean, no
 * environment and no other component, so that what got past the check of the files finds nothing to work with.
 */
final class RouteContexts {

    private static final long STOP_SECONDS = 30;

    private final HubServices services;
    private final List<SimulatedComponents> simulated;
    private final Function<String, @Nullable String> settings;
    private final List<RoutePolicyFactory> policies;
    private final List<InterceptStrategy> interceptors;

    /**
     * @param settings what simulated systems may look up
     * @param policies observe routes
     * @param interceptors observe steps
     */
    RouteContexts(
            HubServices services,
            List<SimulatedComponents> simulated,
            Function<String, @Nullable String> settings,
            List<RoutePolicyFactory> policies,
            List<InterceptStrategy> interceptors) {
        this.services = services;
        this.simulated = List.copyOf(simulated);
        this.settings = settings;
        this.policies = List.copyOf(policies);
        this.interceptors = List.copyOf(interceptors);
    }

    /** Loaded and started; its routes wait at the entrances. */
    CamelContext hub(Directories from, RouteFiles files, Entrances entrances, Mappings mappings) {
        DefaultCamelContext context = empty(from, true);
        context.addComponent("hub", new HubComponent(services, entrances));
        context.addComponent("map", mappings.component());
        return loaded(context, files, true);
    }

    /** Loaded; nothing moves in it until its routes are started. */
    CamelContext simulated(Directories from, RouteFiles files, Mappings mappings) {
        DefaultCamelContext context = empty(from, false);
        context.addComponent("map", mappings.component());
        for (SimulatedComponents components : simulated) {
            for (Map.Entry<String, Supplier<Component>> one :
                    components.byScheme().entrySet()) {
                context.addComponent(one.getKey(), one.getValue().get());
            }
        }
        context.getCamelContextExtension().addContextPlugin(NodeIdFactory.class, new SimulatedIds());
        context.getPropertiesComponent().addPropertiesSource(new SandboxSettings(settings));
        return loaded(context, files, false);
    }

    private DefaultCamelContext empty(Directories from, boolean stewards) {
        DefaultCamelContext context = new DefaultCamelContext();
        RouteConfinement.apply(context, from, stewards);
        context.getShutdownStrategy().setTimeout(STOP_SECONDS);
        context.getShutdownStrategy().setLogInflightExchangesOnTimeout(false);
        policies.forEach(context::addRoutePolicyFactory);
        interceptors.forEach(context.getCamelContextExtension()::addInterceptStrategy);
        return context;
    }

    private static CamelContext loaded(DefaultCamelContext context, RouteFiles files, boolean start) {
        try {
            files.load(context);
            context.setStartupSummaryLevel(StartupSummaryLevel.Off);
            context.setAutoStartup(start);
            context.start();
            return context;
        } catch (RuntimeException e) {
            context.stop();
            throw e;
        }
    }

    /** Steps of simulated systems are told from others by their ids. */
    private static final class SimulatedIds extends DefaultNodeIdFactory {

        @Override
        public String createId(NamedNode definition) {
            return "simulated-" + super.createId(definition);
        }
    }

    /** Ids of routes that start something by themselves. */
    static List<String> clocks(CamelContext context) {
        return context.getRoutes().stream()
                .filter(route -> route.getEndpoint().getEndpointUri().startsWith("timer:"))
                .map(Route::getRouteId)
                .toList();
    }
}
