package org.lienthong.route;

import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.lienthong.delivery.Handed;
import org.lienthong.delivery.Incoming;
import org.lienthong.delivery.Receipt;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;

/**
 * Runs what is handed in through the route. Its headers are those that the hub sets from what it has read; nothing that a
 * caller names reaches the route as a header. A route that ends without acceptance has accepted nothing.
 */
final class IntakeConsumer extends DefaultConsumer {

    private final String kind;
    private final Entrances entrances;

    IntakeConsumer(HubEndpoint endpoint, Processor processor, String kind, Entrances entrances) {
        super(endpoint, processor);
        this.kind = kind;
        this.entrances = entrances;
    }

    Receipt handle(Incoming incoming) {
        return (Receipt) run(incoming, HubHeaders.of(incoming));
    }

    Object handle(Handed<?> handed) {
        return run(handed, new HashMap<>(handed.headers()));
    }

    private Object run(Object body, Map<String, Object> headers) {
        Exchange exchange = getEndpoint().createExchange(ExchangePattern.InOut);
        exchange.getIn().setBody(body);
        exchange.getIn().setHeaders(headers);
        try {
            getProcessor().process(exchange);
        } catch (Exception e) {
            exchange.setException(e);
        }
        Exception failure = exchange.getException();
        if (failure != null) {
            throw failure instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(failure);
        }
        Object receipt = exchange.getProperty(AcceptProducer.RECEIPT);
        if (receipt == null) {
            throw new ProblemException(
                    ProblemType.INTERNAL_ERROR,
                    "The route for this kind of message ended without accepting or refusing it.",
                    "Tuyến xử lý kết thúc mà chưa tiếp nhận hoặc từ chối thông điệp.");
        }
        return receipt;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        entrances.open(kind, this);
    }

    @Override
    protected void doStop() throws Exception {
        entrances.close(kind, this);
        super.doStop();
    }
}
