package org.lienthong.route;

import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.lienthong.call.SystemReply;
import org.lienthong.dossier.portal.PortalCall;
import org.lienthong.dossier.portal.PortalRoute;
import org.lienthong.dossier.portal.PortalRoutes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs calls of the national portal through the route. Order, batches, repeating and what is noted of the answers lie
 * around it, in {@link org.lienthong.dossier.portal}.
 */
final class PortalConsumer extends DefaultConsumer implements PortalRoute {

    /** Exchange property: the call at hand; what is no {@link PortalCall} there counts for nothing. */
    static final String CALL = "hubPortalCall";

    /** Exchange property: what came of it, once it was made. */
    static final String REPLY = "hubPortalReply";

    static final String CHANNEL = "portal";

    private static final Logger LOG = LoggerFactory.getLogger(PortalConsumer.class);
    private static final SystemReply UNSENT = SystemReply.unsent();

    private final PortalRoutes routes;

    PortalConsumer(HubEndpoint endpoint, Processor processor, PortalRoutes routes) {
        super(endpoint, processor);
        this.routes = routes;
    }

    @Override
    public SystemReply run(PortalCall call) {
        Exchange exchange = createExchange(false);
        try {
            exchange.setPattern(ExchangePattern.InOut);
            exchange.setProperty(CALL, call);
            exchange.getIn().setBody(call.body());
            exchange.getIn().setHeaders(headers(call));
            getProcessor().process(exchange);
            SystemReply reply = exchange.getProperty(REPLY, SystemReply.class);
            if (exchange.getException() != null) {
                throw exchange.getException();
            }
            return reply == null ? UNSENT : reply;
        } catch (Exception e) {
            SystemReply reply = exchange.getProperty(REPLY, SystemReply.class);
            LOG.atWarn().addKeyValue("service", call.service()).log("the route to the portal failed: {}", e.toString());
            return reply == null ? UNSENT : reply;
        } finally {
            releaseExchange(exchange, false);
        }
    }

    private static Map<String, Object> headers(PortalCall call) {
        Map<String, Object> headers = new HashMap<>();
        headers.put(HubHeaders.CHANNEL, CHANNEL);
        headers.put(HubHeaders.SERVICE, call.service());
        headers.put(HubHeaders.SENDER, call.sender());
        headers.put("hubRecords", call.records());
        return headers;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        routes.open(this);
    }

    @Override
    protected void doStop() throws Exception {
        routes.close(this);
        super.doStop();
    }
}
