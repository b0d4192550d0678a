package org.lienthong.route;

import org.apache.camel.CamelContext;
import org.lienthong.agency.Agencies;
import org.lienthong.call.Systems;
import org.lienthong.delivery.Acceptor;
import org.lienthong.delivery.Deliveries;
import org.lienthong.delivery.DeliverySpans;

/**
 * What the endpoints of the {@code hub:} component work with.
 *
 * @param outside the context whose components reach recipients; no route runs in it
 */
record HubServices(
        Acceptor acceptor,
        Deliveries deliveries,
        Agencies agencies,
        DeliverySettings settings,
        Systems systems,
        CamelContext outside,
        DeliverySpans spans) {}
