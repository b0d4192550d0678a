package org.lienthong.document;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the bytes of an attachment, or of an entry of a zipped one, while they pass: programs and the malware test
 * file are refused whatever the label, archives are looked into.
 */
final class ContentInspector implements AutoCloseable {

    private static final int HEAD = 1024;
    private static final int MAGIC = 4;

    /** The EICAR test file, in two halves so that this class is not taken for it. */
    private static final byte[] EICAR = ("X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-" + "STANDARD-ANTIVIRUS-TEST-FILE!$H+H*")
            .getBytes(StandardCharsets.US_ASCII);

    private final String pointer;
    private final ZipInspector.Budget budget;
    private final int depth;
    private final boolean looksInto;
    private final byte[] head = new byte[HEAD];
    private int headLength;
    private long length;
    private @Nullable ZipInspector zip;

    private ContentInspector(String pointer, ZipInspector.Budget budget, int depth, boolean looksInto) {
        this.pointer = pointer;
        this.budget = budget;
        this.depth = depth;
        this.looksInto = looksInto;
    }

    /** @param depth how many archives this lies in */
    static ContentInspector of(String pointer, ZipInspector.Budget budget, int depth) {
        return new ContentInspector(pointer, budget, depth, true);
    }

    /** For content whose archives are looked into by somebody else. */
    static ContentInspector flat(String pointer, ZipInspector.Budget budget) {
        return new ContentInspector(pointer, budget, 0, false);
    }

    void push(byte[] bytes, int offset, int count) {
        if (count == 0) {
            return;
        }
        int before = headLength;
        if (headLength < HEAD) {
            int taken = Math.min(HEAD - headLength, count);
            System.arraycopy(bytes, offset, head, headLength, taken);
            headLength += taken;
        }
        length += count;
        if (before < MAGIC && headLength >= MAGIC) {
            refusePrograms();
            if (looksInto && starts('P', 'K', 3, 4)) {
                zip = new ZipInspector(pointer, budget, depth + 1);
                zip.push(head, 0, before);
            }
        }
        if (before < HEAD && headLength == HEAD) {
            refuseMalware();
        }
        if (zip != null) {
            zip.push(bytes, offset, count);
        }
    }

    void finish() {
        if (length < MAGIC) {
            refusePrograms();
        }
        if (length < HEAD) {
            refuseMalware();
        }
        close();
    }

    private void refusePrograms() {
        if (starts('M', 'Z')) {
            throw Refusals.attachmentType(pointer, "a Windows program");
        }
        if (starts(0x7F, 'E', 'L', 'F')) {
            throw Refusals.attachmentType(pointer, "a Linux program");
        }
        if (starts('#', '!')) {
            throw Refusals.attachmentType(pointer, "a script");
        }
        if (starts(0xCA, 0xFE, 0xBA, 0xBE) || starts(0xCF, 0xFA, 0xED, 0xFE)) {
            throw Refusals.attachmentType(pointer, "a program");
        }
    }

    private boolean starts(int... magic) {
        if (headLength < magic.length) {
            return false;
        }
        for (int i = 0; i < magic.length; i++) {
            if ((head[i] & 0xFF) != magic[i]) {
                return false;
            }
        }
        return true;
    }

    private void refuseMalware() {
        for (int at = 0; at + EICAR.length <= headLength; at++) {
            if (head[at] == EICAR[0] && java.util.Arrays.equals(head, at, at + EICAR.length, EICAR, 0, EICAR.length)) {
                throw Refusals.malware(pointer);
            }
        }
    }

    @Override
    public void close() {
        if (zip != null) {
            zip.close();
            zip = null;
        }
    }
}
