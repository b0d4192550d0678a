/** Keeps audit entries online for as long as each kind demands, in partitions by month, and archives what is older. */
@NullMarked
package org.lienthong.audit.retention;

import org.jspecify.annotations.NullMarked;
