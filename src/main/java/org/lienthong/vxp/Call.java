package org.lienthong.vxp;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.lienthong.problem.TraceId;
import org.lienthong.security.Caller;

/** One call of an operation by a proven caller. */
record Call(Caller caller, Parameters parameters, HttpServletRequest request, HttpServletResponse response) {

    String traceId() {
        return TraceId.of(request);
    }
}
