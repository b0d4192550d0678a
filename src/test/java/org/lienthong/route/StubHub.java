package org.lienthong.route;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.ExchangePattern;
import org.apache.camel.component.direct.DirectComponent;
import org.apache.camel.support.ProcessorEndpoint;

/**
 * Stands for {@code hub:} and for {@code simulated:} where routes of services are tried without a hub: a service is called
 * as {@code hub:service/…}, and {@code hub:call/…} goes to the simulated system without HTTP between.
 */
final class StubHub extends DirectComponent {

    private static final String CALL = "call/";

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        String path = getAndRemoveParameter(parameters, "path", String.class, "");
        getAndRemoveParameter(parameters, "credential", String.class);
        if (!remaining.startsWith(CALL)) {
            return super.createEndpoint(uri, remaining, parameters);
        }
        String system = "simulated:" + remaining.substring(CALL.length());
        return new ProcessorEndpoint(uri, getCamelContext(), exchange -> {
            Object answer = getCamelContext()
                    .createProducerTemplate()
                    .sendBodyAndHeaders(
                            system,
                            ExchangePattern.InOut,
                            exchange.getMessage().getBody(String.class),
                            Map.of("path", "/" + path, "method", "POST"));
            exchange.setProperty(ProviderCall.SYSTEM, system);
            exchange.getMessage().setBody(answer);
        });
    }
}
