/** Code lists through time: what a code means on a given day, and which code of another list says the same. */
@NullMarked
package org.lienthong.codelist;

import org.jspecify.annotations.NullMarked;
