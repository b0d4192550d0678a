package org.lienthong.search;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.UUID;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;

/** Where the next page begins: before an id, in the same query. */
record Cursor(UUID before, int fingerprint) {

    private static final int LENGTH = 20;

    String text() {
        byte[] bytes = ByteBuffer.allocate(LENGTH)
                .putLong(before.getMostSignificantBits())
                .putLong(before.getLeastSignificantBits())
                .putInt(fingerprint)
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** @throws ProblemException {@code INVALID_CURSOR} when the text is none, or one of another query */
    static UUID read(String text, int fingerprint) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            if (bytes.length == LENGTH) {
                ByteBuffer buffer = ByteBuffer.wrap(bytes);
                UUID before = new UUID(buffer.getLong(), buffer.getLong());
                if (buffer.getInt() == fingerprint) {
                    return before;
                }
            }
        } catch (IllegalArgumentException e) {
            throw invalid();
        }
        throw invalid();
    }

    static ProblemException invalid() {
        return new ProblemException(
                ProblemType.INVALID_CURSOR,
                "The cursor does not belong to this search; begin again without it.",
                "Con trỏ không thuộc lần tìm kiếm này; vui lòng tìm lại từ đầu.");
    }
}
