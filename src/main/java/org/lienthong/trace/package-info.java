/** Traces (OpenTelemetry, W3C Trace Context) from the sender's request to the recipient's answer. */
@NullMarked
package org.lienthong.trace;

import org.jspecify.annotations.NullMarked;
