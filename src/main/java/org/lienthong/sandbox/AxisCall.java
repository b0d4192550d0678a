package org.lienthong.sandbox;

import java.util.Map;

/**
 * What an {@code axis:} endpoint calls.
 *
 * @param system agency id of the calling system
 * @param fixed parameters that the route fixes, by their names on the wire
 * @param attachments whether a fetched document keeps its attachments
 */
record AxisCall(AxisOperation operation, String system, Map<String, String> fixed, boolean attachments) {

    AxisCall {
        fixed = Map.copyOf(fixed);
    }
}
