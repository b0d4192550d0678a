/** Threads for what the hub does by itself, beside its callers' requests. */
@NullMarked
package org.lienthong.thread;

import org.jspecify.annotations.NullMarked;
