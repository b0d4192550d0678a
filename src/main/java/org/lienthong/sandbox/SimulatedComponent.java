package org.lienthong.sandbox;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;
import org.jspecify.annotations.Nullable;

/**
 * The scheme {@code simulated:<agency>/<system>}: the HTTP side of a simulated system of an agency. In the register of
 * agencies its address is {@code http://simulated.example/<agency>/<system>}; a path below it stands in the header
 * {@value #PATH}, the method in {@value #METHOD}, and each parameter of the query in a header of its name. The body is
 * text. What the route leaves as its body is the answer, with the headers {@code Content-Type},
 * {@value #STATUS} (200; with 0 the connection breaks instead) and {@value #RETRY_AFTER}.
 *
 * <ul>
 *   <li>{@code stream}: the body is an {@code InputStream} instead, of any length
 *   <li>{@code credential}: the hub must prove itself with this one of {@code hub.call.credentials}, else 401.
 * </ul>
 */
final class SimulatedComponent extends DefaultComponent {

    static final String PATH = "path";
    static final String METHOD = "method";
    static final String STATUS = "status";
    static final String RETRY_AFTER = "retryAfter";

    private final SimulatedSystems systems;

    SimulatedComponent(SimulatedSystems systems) {
        this.systems = systems;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        if (!remaining.matches("[A-Za-z0-9._-]+/[A-Za-z0-9._-]+")) {
            throw new IllegalArgumentException(uri + " should be simulated:<agency>/<system>");
        }
        @Nullable String credential = getAndRemoveParameter(parameters, "credential", String.class);
        boolean stream = getAndRemoveParameter(parameters, "stream", boolean.class, false);
        return new SimulatedEndpoint(uri, this, remaining, credential, stream);
    }

    SimulatedSystems systems() {
        return systems;
    }
}
