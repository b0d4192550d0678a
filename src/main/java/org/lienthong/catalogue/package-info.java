/** Shows each caller what it may use, and strangers what is public. */
@NullMarked
package org.lienthong.catalogue;

import org.jspecify.annotations.NullMarked;
