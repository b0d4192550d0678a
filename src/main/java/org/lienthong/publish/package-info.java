/** Versions of the configuration: published whole, kept, swapped between messages, taken back. */
@NullMarked
package org.lienthong.publish;

import org.jspecify.annotations.NullMarked;
