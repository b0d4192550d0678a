/** Dossiers of one-stop systems for the national public service portal: their codes, states, histories and facts. */
@NullMarked
package org.lienthong.dossier;

import org.jspecify.annotations.NullMarked;
