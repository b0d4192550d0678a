/** Reads records as agencies send them, JSON arrays or lines, and says what is wrong with each. */
@NullMarked
package org.lienthong.dossier.record;

import org.jspecify.annotations.NullMarked;
