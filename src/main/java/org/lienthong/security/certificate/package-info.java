/** Client certificates: asked for in the handshake, checked and led to an agency's system by the hub itself. */
@NullMarked
package org.lienthong.security.certificate;

import org.jspecify.annotations.NullMarked;
