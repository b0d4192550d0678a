/** Deliveries given up: why, since when, how often; another round for them, or their end, many at a time. */
@NullMarked
package org.lienthong.operation.deadletter;

import org.jspecify.annotations.NullMarked;
