package org.lienthong.dossier.portal;

import org.lienthong.call.SystemReply;

/** The stewards' route between the hub and the portal. */
public interface PortalRoute {

    /** Runs the call through the route; when the route fails before it calls, nothing was sent. */
    SystemReply run(PortalCall call);
}
