/** Files of dossiers, through signed links that end soon and lead to registered systems only. */
@NullMarked
package org.lienthong.dossier.file;

import org.jspecify.annotations.NullMarked;
