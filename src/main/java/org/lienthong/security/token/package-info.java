/** Access tokens: signed statements of an issuer about who is calling (RFC 9068). */
@NullMarked
package org.lienthong.security.token;

import org.jspecify.annotations.NullMarked;
