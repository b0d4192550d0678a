package org.lienthong.dossier.sequence;

/**
 * Where a record is.
 *
 * @param index in the batch
 */
record RecordPlace(long batchNo, int index) {}
