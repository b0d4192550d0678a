/** Refusals and failures as RFC 9457 problem documents, in English and Vietnamese. */
@NullMarked
package org.lienthong.problem;

import org.jspecify.annotations.NullMarked;
