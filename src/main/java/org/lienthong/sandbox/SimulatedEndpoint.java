package org.lienthong.sandbox;

import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;
import org.jspecify.annotations.Nullable;

/** One {@code simulated:} endpoint; it only answers. */
final class SimulatedEndpoint extends DefaultEndpoint {

    private final SimulatedComponent component;
    private final String name;
    private final @Nullable String credential;
    private final boolean stream;

    SimulatedEndpoint(
            String uri, SimulatedComponent component, String name, @Nullable String credential, boolean stream) {
        super(uri, component);
        this.component = component;
        this.name = name;
        this.credential = credential;
        this.stream = stream;
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        return new SimulatedConsumer(this, processor, component, name, credential, stream);
    }

    @Override
    public Producer createProducer() {
        throw new UnsupportedOperationException("simulated: stands in a from only");
    }
}
