/** Dossiers that citizens submitted on the national portal, on their way to the one-stop system in charge. */
@NullMarked
package org.lienthong.dossier.inbound;

import org.jspecify.annotations.NullMarked;
