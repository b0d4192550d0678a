package org.lienthong.mapping;

import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;

/** One {@code map:} endpoint. */
final class MapEndpoint extends DefaultEndpoint {

    private final MapComponent component;
    private final Mapping mapping;

    MapEndpoint(String uri, MapComponent component, Mapping mapping) {
        super(uri, component);
        this.component = component;
        this.mapping = mapping;
    }

    @Override
    public Producer createProducer() {
        return new MapProducer(this, mapping, component);
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("map: cannot start a route");
    }
}
