/** Finds exchanges among many millions, and tells the whole story of one. */
@NullMarked
package org.lienthong.search;

import org.jspecify.annotations.NullMarked;
