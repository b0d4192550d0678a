package org.lienthong.dossier.record;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.lienthong.problem.Violation;

/**
 * Finds where each record begins and ends, in a JSON array or in lines of JSON, without holding more than one record. Whether
 * a record is JSON is for who reads it to say.
 */
public final class RecordSplitter {

    /** How the records follow each other. */
    public enum Format {
        ARRAY,
        LINES
    }

    private static final int FIRST_BUFFER = 64 * 1024;

    private final InputStream in;
    private final Format format;
    private final int largest;
    private byte[] buffer = new byte[FIRST_BUFFER];
    private int limit;
    private int next;
    private int start;
    private int end;
    private long dropped; // bytes of the body before buffer[0]
    private boolean escapes;
    private boolean oversized;
    private boolean begun;
    private boolean finished;
    private boolean keeping;

    /** @param largest bytes of one record; the bytes of a larger one are not kept */
    public RecordSplitter(InputStream in, Format format, int largest) {
        this.in = in;
        this.format = format;
        this.largest = largest;
    }

    /**
     * Goes to the next record.
     *
     * @return false when there is none left, and nothing but white space either
     * @throws ProblemException MALFORMED_JSON, SCHEMA_VIOLATION when the body is no array
     * @throws IOException when the body cannot be read to its end
     */
    public boolean next() throws IOException {
        escapes = false;
        oversized = false;
        if (!begun) {
            begun = true;
            skipByteOrderMark();
            if (format == Format.ARRAY && !open()) {
                return false;
            }
            return format == Format.ARRAY ? element() : line();
        }
        if (finished) {
            return false;
        }
        return format == Format.ARRAY ? separated() : line();
    }

    /** Holds the record until the next call. */
    public byte[] buffer() {
        return buffer;
    }

    public int start() {
        return start;
    }

    public int length() {
        return end - start;
    }

    /** The place of the record's first byte in the body. */
    public long position() {
        return dropped + start;
    }

    /** Whether there is a backslash in it. */
    public boolean escapes() {
        return escapes;
    }

    /** Whether it is too large, so that its bytes are not here. */
    public boolean oversized() {
        return oversized;
    }

    /** The refusal of a body that is not JSON from this byte on. */
    public static ProblemException malformed(long position) {
        return new ProblemException(
                ProblemType.MALFORMED_JSON,
                "The body is not well-formed JSON: look at byte " + position + ". Nothing of it was accepted.",
                "Nội dung không phải JSON hợp lệ: xem tại byte " + position + ". Chưa tiếp nhận bản ghi nào.",
                new Violation("", "not well-formed at byte " + position));
    }

    private void skipByteOrderMark() throws IOException {
        if (peek() == 0xEF) {
            for (int expected : new int[] {0xEF, 0xBB, 0xBF}) {
                if (peek() != expected) {
                    throw malformed(dropped + next);
                }
                next++;
            }
        }
    }

    /** @return false when the array is empty */
    private boolean open() throws IOException {
        int first = peekToken();
        if (first < 0) {
            finished = true;
            return false;
        }
        if (first != '[') {
            throw first == '{'
                    ? new ProblemException(
                            ProblemType.SCHEMA_VIOLATION,
                            "The body is a JSON array of records; one record is an array of one.",
                            "Nội dung phải là một mảng JSON các bản ghi; một bản ghi cũng gửi dưới dạng mảng.",
                            new Violation("", "not an array"))
                    : malformed(dropped + next);
        }
        next++;
        if (peekToken() == ']') {
            next++;
            finish();
            return false;
        }
        return true;
    }

    private boolean separated() throws IOException {
        int c = peekToken();
        if (c == ',') {
            next++;
            return element();
        }
        if (c != ']') {
            throw malformed(dropped + next);
        }
        next++;
        finish();
        return false;
    }

    private void finish() throws IOException {
        if (peekToken() >= 0) {
            throw malformed(dropped + next);
        }
        finished = true;
    }

    private boolean element() throws IOException {
        int c = peekToken();
        if (c < 0 || c == ',' || c == ']' || c == '}' || c == ':') {
            throw malformed(dropped + next);
        }
        start = next;
        keeping = true;
        if (c == '{' || c == '[') {
            nested();
        } else if (c == '"') {
            next++;
            string();
        } else {
            while (c >= 0 && c != ',' && c != ']' && !isSpace(c)) {
                next++;
                c = peek();
            }
        }
        keeping = false;
        end = next;
        measure();
        return true;
    }

    private void measure() {
        oversized |= end - start > largest;
        if (oversized) {
            end = start;
        }
    }

    private void nested() throws IOException {
        int depth = 0;
        while (true) {
            if (next == limit && !fill()) {
                throw malformed(dropped + next);
            }
            switch (buffer[next++]) {
                case '{', '[' -> depth++;
                case '}', ']' -> {
                    if (--depth == 0) {
                        return;
                    }
                }
                case '"' -> string();
                default -> {}
            }
        }
    }

    /** After the opening quote. */
    private void string() throws IOException {
        while (true) {
            int at = next;
            byte[] bytes = buffer;
            int stop = limit;
            while (at < stop && bytes[at] != '"' && bytes[at] != '\\') {
                at++;
            }
            next = at;
            if (at == stop) {
                if (!fill()) {
                    throw malformed(dropped + next);
                }
                continue;
            }
            next++;
            if (bytes[at] == '"') {
                return;
            }
            escapes = true;
            if (next == limit && !fill()) {
                throw malformed(dropped + next);
            }
            next++;
        }
    }

    private boolean line() throws IOException {
        int c = peek();
        while (c >= 0 && isSpace(c)) {
            next++;
            c = peek();
        }
        if (c < 0) {
            finished = true;
            return false;
        }
        start = next;
        keeping = true;
        while (c >= 0 && c != '\n') {
            escapes |= c == '\\';
            next++;
            c = next < limit ? buffer[next] & 0xff : peek();
        }
        keeping = false;
        end = next;
        while (end > start && isSpace(buffer[end - 1])) {
            end--;
        }
        measure();
        return true;
    }

    private int peekToken() throws IOException {
        int c = peek();
        while (c >= 0 && isSpace(c)) {
            next++;
            c = peek();
        }
        return c;
    }

    private int peek() throws IOException {
        return next < limit || fill() ? buffer[next] & 0xff : -1;
    }

    private static boolean isSpace(int c) {
        return c == ' ' || c == '\n' || c == '\r' || c == '\t';
    }

    /** Reads more; moves or enlarges what is kept, and forgets a record that has become too large. */
    private boolean fill() throws IOException {
        if (keeping && next - start > largest) {
            oversized = true;
            keeping = false;
        }
        int from = keeping ? start : next;
        if (from > 0) {
            System.arraycopy(buffer, from, buffer, 0, limit - from);
            dropped += from;
            next -= from;
            limit -= from;
            start = 0;
        }
        if (limit == buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.min(buffer.length * 2, Math.max(largest * 2, FIRST_BUFFER * 2)));
        }
        int count = in.read(buffer, limit, buffer.length - limit);
        if (count <= 0) {
            return false;
        }
        limit += count;
        return true;
    }
}
