/** Audit entries: canonical bytes, one sequence, written in the transaction of what they record. */
@NullMarked
package org.lienthong.audit;

import org.jspecify.annotations.NullMarked;
