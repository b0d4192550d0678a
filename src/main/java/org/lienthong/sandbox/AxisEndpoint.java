package org.lienthong.sandbox;

import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;

/** One {@code axis:} endpoint. It only calls: the axis never calls a document system. */
final class AxisEndpoint extends DefaultEndpoint {

    private final AxisComponent component;
    private final AxisCall call;

    AxisEndpoint(String uri, AxisComponent component, AxisCall call) {
        super(uri, component);
        this.component = component;
        this.call = call;
    }

    @Override
    public Producer createProducer() {
        return new AxisProducer(this, call, component.client());
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("axis: cannot stand in a from; poll getReceivedEdocList");
    }
}
