/** Puts accepted records into the histories of their dossiers, and decides which of them the portal gets. */
@NullMarked
package org.lienthong.dossier.sequence;

import org.jspecify.annotations.NullMarked;
