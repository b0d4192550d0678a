/** Hands dossiers and their progress to the national public service portal, in its own wire, in order, nothing twice. */
@NullMarked
package org.lienthong.dossier.portal;

import org.jspecify.annotations.NullMarked;
