package org.lienthong.route;

import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;
import org.lienthong.problem.Causes;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.lienthong.service.ServiceCall;
import org.lienthong.service.ServiceRoute;
import org.lienthong.service.ServiceRoutes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a permitted call of a data service through its route. Decision, quota, schema, release and audit lie around it, in
 * {@link org.lienthong.service}: the route sees neither who is denied nor what leaves.
 */
final class ServiceConsumer extends DefaultConsumer implements ServiceRoute {

    /** Exchange property: the call at hand; what is no {@link ServiceCall} there counts for nothing. */
    static final String CALL = "hubServiceCall";

    private static final Logger LOG = LoggerFactory.getLogger(ServiceConsumer.class);

    private final String provider;
    private final String service;
    private final ServiceRoutes routes;

    ServiceConsumer(HubEndpoint endpoint, Processor processor, String provider, String service, ServiceRoutes routes) {
        super(endpoint, processor);
        this.provider = provider;
        this.service = service;
        this.routes = routes;
    }

    @Override
    public Result run(ServiceCall call) {
        Exchange exchange = getEndpoint().createExchange(ExchangePattern.InOut);
        exchange.setProperty(CALL, call);
        exchange.getIn().setBody(call.input());
        exchange.getIn().setHeaders(HubHeaders.of(call));
        try {
            getProcessor().process(exchange);
        } catch (Exception e) {
            exchange.setException(e);
        }
        String system = exchange.getProperty(ProviderCall.SYSTEM, String.class);
        if (exchange.getException() != null) {
            throw problem(exchange.getException(), system);
        }
        return new Result(exchange.getMessage().getBody(), system);
    }

    /** What cannot be understood after the provider has answered is the answer's fault. */
    private ProblemException problem(Exception failure, @Nullable String system) {
        ProblemException problem = Causes.problem(failure);
        if (problem.type() != ProblemType.INTERNAL_ERROR || failure instanceof ProblemException) {
            return problem;
        }
        LOG.atWarn()
                .addKeyValue("service", provider + "/" + service)
                .log("the route failed: {}", failure.getClass().getSimpleName());
        LOG.debug("the route failed", failure);
        return system == null
                ? problem
                : new ProblemException(
                        ProblemType.PROVIDER_INVALID_RESPONSE,
                        "The provider's answer is not what the service's mapping expects.",
                        "Trả lời của bên cung cấp không đúng như ánh xạ của dịch vụ yêu cầu.");
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        routes.open(provider, service, this);
    }

    @Override
    protected void doStop() throws Exception {
        routes.close(provider, service, this);
        super.doStop();
    }
}
