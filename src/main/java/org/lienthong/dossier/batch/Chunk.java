package org.lienthong.dossier.batch;

/**
 * Some records of a batch, as they are stored.
 *
 * @param first index in the batch of its first record
 * @param records one after the other; of a refused one only its leaf hash
 * @param offsets int4 big-endian: the start of each record, then the end of the last
 * @param root Merkle root over the records
 * @param outcomes a byte each
 */
@SuppressWarnings("ArrayRecordComponent") // written once to a spool file or a statement, never compared
record Chunk(int first, int count, byte[] records, byte[] offsets, byte[] root, byte[] outcomes) {}
