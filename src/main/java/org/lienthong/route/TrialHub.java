package org.lienthong.route;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.component.direct.DirectComponent;
import org.apache.camel.support.ProcessorEndpoint;
import org.jspecify.annotations.Nullable;

/**
 * Stands for {@code hub:} and {@code simulated:} where routes are tried: whatever would accept, refuse or call notes that
 * it was reached, and a call is answered by what was recorded, else by the simulated system's route, else not at all.
 */
final class TrialHub extends DirectComponent {

    /** Exchange property: what the route came to. */
    static final String END = "trialEnd";

    private volatile @Nullable String recorded;

    /** @param recorded what every call is answered with from now on; null: the simulated system is asked */
    void answerWith(@Nullable String recorded) {
        this.recorded = recorded;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        String path = getAndRemoveParameter(parameters, "path", String.class, "");
        String method = getAndRemoveParameter(parameters, "method", String.class, "POST");
        getAndRemoveParameter(parameters, "credential", String.class);
        getAndRemoveParameter(parameters, "stream", String.class);
        HubEndpoint.Role role =
                uri.startsWith("hub:") ? HubEndpoint.Role.of(remaining.split("/", -1)[0]) : null;
        if (role == null) {
            return super.createEndpoint(uri, remaining, parameters);
        }
        return switch (role) {
            case ACCEPT, REFUSE ->
                new ProcessorEndpoint(
                        uri, getCamelContext(), exchange -> exchange.setProperty(END, "hub:" + remaining));
            case CALL ->
                new ProcessorEndpoint(
                        uri,
                        getCamelContext(),
                        exchange -> call(exchange, remaining.split("/", 2)[1], method, path));
            default -> super.createEndpoint(uri, remaining, parameters);
        };
    }

    private void call(Exchange exchange, String system, String method, String path) {
        exchange.setProperty(END, "hub:call/" + system);
        if (system.startsWith("recipient/")) {
            return;
        }
        exchange.setProperty(ProviderCall.SYSTEM, system);
        String answer = recorded;
        if (answer != null) {
            exchange.getMessage().setBody(answer);
            return;
        }
        String simulated = "simulated:" + system;
        if (getCamelContext().getRoutes().stream()
                .noneMatch(route -> route.getEndpoint().getEndpointUri().contains(system)
                        && route.getEndpoint().getEndpointUri().startsWith("simulated"))) {
            throw new IllegalStateException("nobody answers for " + system
                    + ": there is no simulated system of that name; give a recorded answer with --answer");
        }
        String body = exchange.getMessage().getBody(String.class);
        Object simulation = getCamelContext()
                .createProducerTemplate()
                .sendBodyAndHeaders(
                        simulated,
                        ExchangePattern.InOut,
                        body == null ? "" : body,
                        Map.of("path", path.isEmpty() ? "" : "/" + path, "method", method));
        exchange.getMessage().setBody(simulation);
    }
}
