/** Calls the registered systems of agencies: where they are, how the hub proves itself there, and for how long it waits. */
@NullMarked
package org.lienthong.call;

import org.jspecify.annotations.NullMarked;
