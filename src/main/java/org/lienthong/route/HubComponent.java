package org.lienthong.route;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;
import org.jspecify.annotations.Nullable;

/**
 * The {@code hub:} scheme, the only way in or out for a route. Each endpoint carries its guarantee with it, so that a
 * route cannot leave it out:
 *
 * <ul>
 *   <li>{@code from: hub:intake/<kind>}: what authenticated callers hand in, read and checked
 *   <li>{@code to: hub:accept}: the commit point; everything in one transaction, the receipt is the answer
 *   <li>{@code to: hub:refuse}: a final refusal; the caller gets a problem document
 *   <li>{@code from: hub:service/<provider>/<name>}: a permitted call of a data service; of what the route answers, only
 *       the agreed fields leave
 *   <li>{@code from: hub:deliver/<channel>}: one delivery to one recipient; its outcome is durable before it is taken off
 *   <li>{@code from: hub:deliver/portal}: one call of the national portal, with the records of one agency
 *   <li>{@code to: hub:call/<agency>/<system>}: a registered system is called; in a delivery the agency {@code recipient}
 *       is the one that it is for, in a service the agency is its provider; there {@code method=GET} makes the body, a
 *       flat JSON object, the query, and {@code path} is what follows the system's address
 * </ul>
 */
final class HubComponent extends DefaultComponent {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

    private final @Nullable HubServices services;
    private final Entrances entrances;

    /** @param entrances where its routes begin, once they have started */
    HubComponent(HubServices services, Entrances entrances) {
        this.services = services;
        this.entrances = entrances;
    }

    private HubComponent() {
        this.services = null;
        this.entrances = new Entrances();
    }

    /** One that understands addresses and runs nothing, for reading routes outside a hub. */
    static HubComponent unwired() {
        return new HubComponent();
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        String[] path = remaining.split("/", -1);
        HubEndpoint.Role role = HubEndpoint.Role.of(path[0]);
        if (path.length - 1 != role.arguments()) {
            throw new IllegalArgumentException("hub:" + remaining + " should be " + role.shape());
        }
        for (int i = 1; i < path.length; i++) {
            if (!NAME.matcher(path[i]).matches()) {
                throw new IllegalArgumentException("hub:" + remaining + " should be " + role.shape()
                        + ", with names of letters, digits, dots and hyphens");
            }
        }
        Map<String, String> options = new HashMap<>();
        if (role == HubEndpoint.Role.CALL) {
            for (String name : List.of("method", "path")) {
                String value = getAndRemoveParameter(parameters, name, String.class);
                if (value != null) {
                    options.put(name, value);
                }
            }
        }
        return new HubEndpoint(uri, this, role, List.of(path).subList(1, path.length), options, services, entrances);
    }
}
