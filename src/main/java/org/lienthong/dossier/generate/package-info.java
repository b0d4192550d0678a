/** Makes up dossiers and their histories, as many as asked for: realistic load for tests, measurements and rehearsals. */
@NullMarked
package org.lienthong.dossier.generate;

import org.jspecify.annotations.NullMarked;
