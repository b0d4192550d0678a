package org.lienthong.sandbox;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/**
 * The scheme {@code axis:<operation>}: a producer that makes one call of the axis' API for one agency's system.
 *
 * <ul>
 *   <li>{@code system}: the agency id whose system calls and signs; required.
 *   <li>The operation's own parameters, by their names on the wire; what a message varies comes from its headers instead,
 *       named {@code Axis} and the parameter: {@code AxisDocId} for {@code docId}. {@code servicetype} is {@code eDoc}.
 *   <li>{@code upload=multipart} or {@code raw} on {@code sendEdoc}: how the file stands in the request.
 * </ul>
 *
 * <p>{@code sendEdoc} sends the body and puts the axis' id into the header {@code AxisDocId}; a list becomes a body of maps,
 * {@code getEdoc} the envelope without its attachments, a count a number; the others leave the body alone.
 *
 * <p>Errors: {@link AxisUnavailableException}, {@link AxisRefusedException}.
 */
final class AxisComponent extends DefaultComponent {

    private final AxisClient client;

    AxisComponent(AxisClient client) {
        this.client = client;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        AxisOperation operation = AxisOperation.named(remaining);
        String system = getAndRemoveParameter(parameters, "system", String.class);
        if (system == null || system.isBlank()) {
            throw new IllegalArgumentException(uri + ": the parameter system is missing");
        }
        Upload.Form upload = getAndRemoveParameter(parameters, "upload", Upload.Form.class, Upload.Form.MULTIPART);
        Map<String, String> fixed = new LinkedHashMap<>();
        for (String name : operation.parameters()) {
            String value = getAndRemoveParameter(parameters, name, String.class);
            if (value != null) {
                fixed.put(name, value);
            } else if (name.equals("servicetype")) {
                fixed.put(name, "eDoc");
            }
        }
        return new AxisEndpoint(uri, this, new AxisCall(operation, system, fixed, upload));
    }

    AxisClient client() {
        return client;
    }
}
