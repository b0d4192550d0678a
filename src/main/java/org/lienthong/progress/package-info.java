/** Tells on a terminal or in a log how far a long command is. */
@NullMarked
package org.lienthong.progress;

import org.jspecify.annotations.NullMarked;
