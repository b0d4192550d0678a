package org.lienthong.route;

import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;

/** A final refusal that the route decided on; header {@value #REASON} says why. */
final class RefuseProducer extends DefaultProducer {

    static final String REASON = "hubReason";

    RefuseProducer(HubEndpoint endpoint) {
        super(endpoint);
    }

    @Override
    public void process(Exchange exchange) {
        String reason = exchange.getIn().getHeader(REASON, String.class);
        throw new ProblemException(
                ProblemType.SCHEMA_VIOLATION,
                reason == null ? "The message was refused by the route." : reason,
                reason == null ? "Thông điệp bị tuyến xử lý từ chối." : reason);
    }
}
