package org.lienthong.route;

import java.util.Map;
import org.apache.camel.Exchange;
import org.lienthong.agency.Agency;
import org.lienthong.agency.AgencySystem;
import org.lienthong.call.SystemCall;
import org.lienthong.call.SystemReply;
import org.lienthong.dossier.portal.PortalCall;

/** Calls the portal: the body goes to the registered system, and whatever it answers is for the caller to judge. */
final class PortalSend {

    private static final long LARGEST_ANSWER = 1 << 20;
    private static final String JSON = "application/json;charset=UTF-8";

    private final String agency;
    private final String system;
    private final HubServices services;

    PortalSend(String agency, String system, HubServices services) {
        this.agency = agency;
        this.system = system;
        this.services = services;
    }

    void call(Exchange exchange, PortalCall call) {
        Agency portal = services.agencies()
                .current()
                .byId(agency)
                .orElseThrow(() -> new IllegalStateException("agency " + agency + " is not registered"));
        AgencySystem target = portal.system(system)
                .orElseThrow(() -> new IllegalStateException("no system " + agency + "/" + system + " is registered"));
        if (!(exchange.getIn().getBody() instanceof byte[] body)) {
            throw new IllegalStateException(
                    "hub:call/" + agency + "/" + system + " sends the bytes that hub:deliver gave");
        }
        SystemReply reply = services.systems()
                .ask(
                        portal,
                        target,
                        new SystemCall("POST", call.path(), call.query(), Map.of(), JSON, body, LARGEST_ANSWER),
                        call.deadline());
        exchange.setProperty(PortalConsumer.REPLY, reply);
    }
}
