package org.lienthong.sandbox;

import java.util.Map;

/**
 * What an {@code axis:} endpoint calls.
 *
 * @param system agency id of the calling system
 * @param fixed parameters that the route fixes, by their names on the wire
 * @param upload how a sent file stands in the request
 */
record AxisCall(AxisOperation operation, String system, Map<String, String> fixed, Upload.Form upload) {

    AxisCall {
        fixed = Map.copyOf(fixed);
    }
}
