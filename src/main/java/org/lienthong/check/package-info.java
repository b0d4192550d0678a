/** Checks all that stewards wrote, at once and without running any of it. */
@NullMarked
package org.lienthong.check;

import org.jspecify.annotations.NullMarked;
