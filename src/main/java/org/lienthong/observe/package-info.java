/** What operators see of the hub's state: the health of all that it depends on, and gauges of it. */
@NullMarked
package org.lienthong.observe;

import org.jspecify.annotations.NullMarked;
