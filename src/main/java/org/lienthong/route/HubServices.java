package org.lienthong.route;

import org.lienthong.agency.Agencies;
import org.lienthong.call.Systems;
import org.lienthong.delivery.Acceptor;
import org.lienthong.delivery.Deliveries;
import org.lienthong.delivery.DeliverySpans;
import org.lienthong.delivery.DirectLanes;
import org.lienthong.dossier.portal.PortalRoutes;
import org.lienthong.embedded.BrokerQueues;
import org.lienthong.service.ServiceRoutes;

/** What the endpoints of the {@code hub:} component work with. */
record HubServices(
        Acceptor acceptor,
        Deliveries deliveries,
        Agencies agencies,
        BrokerQueues queues,
        DirectLanes lanes,
        RouteIntake intake,
        DeliverySettings settings,
        ServiceRoutes serviceRoutes,
        Systems systems,
        PortalRoutes portalRoutes,
        DeliverySpans spans) {}
