package org.lienthong.route;

import java.io.IOException;
import java.util.function.UnaryOperator;
import org.apache.camel.impl.DefaultCamelContext;
import org.lienthong.agency.Agencies;
import org.lienthong.config.InForce;
import org.lienthong.delivery.DeliverySpans;
import org.lienthong.delivery.TestDelivery;

/** A Camel context that has the {@code hub:} component on a real delivery, without any route; and the way into it. */
record RouteRig(DefaultCamelContext camel, InForce inForce, RouteIntake intake) implements AutoCloseable {

    RouteRig(TestDelivery delivery, Agencies agencies, DeliverySettings settings) {
        this(delivery, agencies, settings, new DefaultCamelContext(), new InForce());
    }

    private RouteRig(
            TestDelivery delivery,
            Agencies agencies,
            DeliverySettings settings,
            DefaultCamelContext camel,
            InForce inForce) {
        this(camel, inForce, new RouteIntake(delivery.reader(), delivery.refusals(), inForce));
        Entrances entrances = new Entrances();
        inForce.set(Entrances.class, entrances);
        HubServices services = new HubServices(
                delivery.acceptor(),
                delivery.deliveries(),
                agencies,
                settings,
                null,
                UnaryOperator.identity(),
                camel,
                DeliverySpans.none());
        camel.addComponent("hub", new HubComponent(services, entrances));
    }

    @Override
    public void close() throws IOException {
        camel.close();
    }
}
