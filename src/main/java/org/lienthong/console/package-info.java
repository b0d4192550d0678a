/** Web pages for those who run the hub: what flows, what does not, and what to do about it. */
@NullMarked
package org.lienthong.console;

import org.jspecify.annotations.NullMarked;
