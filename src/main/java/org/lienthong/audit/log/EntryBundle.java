package org.lienthong.audit.log;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A bundle of entries (C2SP tlog-tiles): each one after its length in two bytes, big-endian. */
public final class EntryBundle {

    /** Bytes of the longest entry. */
    public static final int LONGEST_ENTRY = 65_535;

    private EntryBundle() {}

    public static byte[] encode(List<byte[]> entries) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] entry : entries) {
            if (entry.length > LONGEST_ENTRY) {
                throw new IllegalArgumentException("an entry of " + entry.length + " bytes is too long for the log");
            }
            out.write(entry.length >> 8);
            out.write(entry.length);
            out.writeBytes(entry);
        }
        return out.toByteArray();
    }

    /** @throws LogFormatException when the bytes end within an entry or hold more than 256 */
    public static List<byte[]> decode(byte[] bundle) {
        List<byte[]> entries = new ArrayList<>(Tile.FULL);
        int at = 0;
        while (at < bundle.length) {
            if (at + 2 > bundle.length) {
                throw new LogFormatException("the bundle ends within a length");
            }
            int length = (bundle[at] & 0xff) << 8 | bundle[at + 1] & 0xff;
            at += 2;
            if (length > bundle.length - at) {
                throw new LogFormatException("the bundle ends within entry " + entries.size());
            }
            if (entries.size() == Tile.FULL) {
                throw new LogFormatException("the bundle holds more than 256 entries");
            }
            entries.add(Arrays.copyOfRange(bundle, at, at + length));
            at += length;
        }
        return entries;
    }
}
