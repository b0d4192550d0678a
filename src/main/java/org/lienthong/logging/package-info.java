/** What the hub's own log shows: the last line of defence against personal data in it. */
@NullMarked
package org.lienthong.logging;

import org.jspecify.annotations.NullMarked;
