/** Who accessed whose data: recorded without a word about the person in clear, found again by keyed tags, erasable. */
@NullMarked
package org.lienthong.audit.access;

import org.jspecify.annotations.NullMarked;
