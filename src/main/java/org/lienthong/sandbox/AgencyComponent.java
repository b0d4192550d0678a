package org.lienthong.sandbox;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/**
 * The scheme {@code agency:<agency id>}: a producer that makes one call of the hub's REST API as a system of that agency. The
 * body is sent with POST; what is answered becomes the body, and its status the header {@value #STATUS}.
 *
 * <ul>
 *   <li>{@code path}: with the query; the header {@value #PATH} goes before it.
 *   <li>{@code method}: {@code POST} unless given.
 *   <li>{@code items}: whether the body becomes the list of maps that stands under {@code items} in the answer.
 * </ul>
 */
final class AgencyComponent extends DefaultComponent {

    static final String PATH = "AgencyPath";
    static final String STATUS = "AgencyStatus";

    private final AgencyCalls calls;

    AgencyComponent(AgencyCalls calls) {
        this.calls = calls;
    }

    /** What a call is by its endpoint. */
    record Call(String agency, String method, String path, boolean items) {}

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        String path = getAndRemoveParameter(parameters, "path", String.class, "");
        String method = getAndRemoveParameter(parameters, "method", String.class, "POST");
        boolean items = getAndRemoveParameter(parameters, "items", Boolean.class, false);
        return new AgencyEndpoint(uri, this, new Call(remaining, method, path, items));
    }

    AgencyCalls calls() {
        return calls;
    }
}
