/** RFC 3161 timestamps: asks for a token, and checks one against the authorities that are trusted. */
@NullMarked
package org.lienthong.audit.token;

import org.jspecify.annotations.NullMarked;
