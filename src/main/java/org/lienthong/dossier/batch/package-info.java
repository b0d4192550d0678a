/** Takes in batches of records, and tells what became of each record. */
@NullMarked
package org.lienthong.dossier.batch;

import org.jspecify.annotations.NullMarked;
