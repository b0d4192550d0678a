package org.lienthong.dossier.sequence;

import java.nio.ByteBuffer;
import java.util.UUID;
import org.lienthong.dossier.RecordKind;

/**
 * A chunk whose turn has come, with its records.
 *
 * @param agency id of who handed it in
 * @param offsets int4 big-endian: the start of each record, then the end of the last
 */
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
record StoredChunk(
        UUID batchId,
        RecordKind kind,
        String agency,
        String traceId,
        byte[] records,
        byte[] offsets,
        ChunkState state) {

    int start(int place) {
        return ByteBuffer.wrap(offsets).getInt(place * Integer.BYTES);
    }
}
