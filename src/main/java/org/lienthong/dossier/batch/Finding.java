package org.lienthong.dossier.batch;

import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a record.
 *
 * @param index in the batch
 * @param number 0 for the first finding about the record
 * @param code the dossier's, when it was readable
 * @param pointer JSON pointer within the record
 * @param reason slug, or the portal's words
 */
record Finding(int index, int number, @Nullable String code, String pointer, String reason) {}
