/** What the indicators count: each dossier's part in each month, kept up to date as dossiers change. */
@NullMarked
package org.lienthong.dossier.statistics;

import org.jspecify.annotations.NullMarked;
