package org.lienthong.dossier.batch;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.UUID;
import java.util.zip.CRC32;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;

/** Where the next page of a batch's records begins, as text that means nothing to callers and fits that batch only. */
final class Cursor {

    private Cursor() {}

    static String of(UUID batch, int index) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(batch, index));
    }

    private static byte[] bytes(UUID batch, int index) {
        ByteBuffer bytes = ByteBuffer.allocate(8).putInt(index);
        CRC32 crc = new CRC32();
        crc.update((batch + "/" + index).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        return bytes.putInt((int) crc.getValue()).array();
    }

    /** @throws ProblemException INVALID_CURSOR */
    static int parse(String text, UUID batch, int received) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            if (bytes.length == 8) {
                int index = ByteBuffer.wrap(bytes).getInt();
                if (index > 0 && index < received && of(batch, index).equals(text)) {
                    return index;
                }
            }
        } catch (IllegalArgumentException e) {
            // not base64: told below
        }
        throw new ProblemException(
                ProblemType.INVALID_CURSOR,
                "The cursor is none that this batch's pages gave. Begin again without one.",
                "Con trỏ không phải do trang của lô này cung cấp. Hãy bắt đầu lại từ trang đầu.");
    }
}
