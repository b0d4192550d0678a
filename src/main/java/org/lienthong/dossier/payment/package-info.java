/** Payments of fees: asked for by one-stop systems, confirmed by the payment platform, each posted once. */
@NullMarked
package org.lienthong.dossier.payment;

import org.jspecify.annotations.NullMarked;
