package org.lienthong.route;

import java.net.URI;
import java.util.function.UnaryOperator;
import org.apache.camel.CamelContext;
import org.lienthong.agency.Agencies;
import org.lienthong.call.Systems;
import org.lienthong.delivery.Acceptor;
import org.lienthong.delivery.Deliveries;
import org.lienthong.delivery.DeliverySpans;

/**
 * What the endpoints of the {@code hub:} component work with.
 *
 * @param addresses from a registered address to the one that is called; they differ for simulated systems only
 * @param outside the context whose components reach recipients; no route runs in it
 */
record HubServices(
        Acceptor acceptor,
        Deliveries deliveries,
        Agencies agencies,
        DeliverySettings settings,
        Systems systems,
        UnaryOperator<URI> addresses,
        CamelContext outside,
        DeliverySpans spans) {}
