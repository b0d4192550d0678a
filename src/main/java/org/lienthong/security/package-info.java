/** Who is calling: keys, roles, and the agency that a caller speaks for. */
@NullMarked
package org.lienthong.security;

import org.jspecify.annotations.NullMarked;
