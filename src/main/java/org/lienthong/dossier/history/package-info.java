/** What the events of a dossier add up to, and the short form in which its row keeps them. */
@NullMarked
package org.lienthong.dossier.history;

import org.jspecify.annotations.NullMarked;
