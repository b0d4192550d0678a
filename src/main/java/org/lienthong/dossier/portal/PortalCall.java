package org.lienthong.dossier.portal;

import java.util.Map;
import org.lienthong.call.Deadline;

/**
 * One call of the portal, on its way through the route that starts at {@code hub:deliver/portal}.
 *
 * @param service the portal's name of it, for example {@code DongBoHoSoMC}; {@code login}
 * @param sender {@code madonvi}, the code of the agency that the call is made for; empty for a login
 * @param records how many it carries
 * @param path beneath the address of the portal's system
 * @param query parameters of the address
 * @param body JSON
 */
public record PortalCall(
        String service,
        String sender,
        int records,
        String path,
        Map<String, String> query,
        byte[] body,
        Deadline deadline) {

    public PortalCall {
        query = Map.copyOf(query);
    }
}
