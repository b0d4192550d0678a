package org.lienthong.dossier.record;

/** What should be a record is not one JSON value. */
public final class MalformedRecord extends Exception {

    private final long offset;

    MalformedRecord(long offset) {
        super("malformed JSON", null, false, false);
        this.offset = Math.max(0, offset);
    }

    /** The byte, counted from the record's first, where it was noticed. */
    public long offset() {
        return offset;
    }
}
