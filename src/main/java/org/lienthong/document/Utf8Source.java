package org.lienthong.document;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Strict UTF-8 for the parser, which remembers enough of what it decoded last to turn a character offset of the parser
 * into a byte offset of the stream, and which stops when more is read than allowed.
 */
final class Utf8Source extends Reader {

    private static final int BUFFER = 16 * 1024;
    private static final int REMEMBERED = 4;

    /** A decoded run; {@code text} is null when it is all ASCII. */
    private record Chunk(long chars, int length, long bytes, char @Nullable [] text) {
        long byteOffset(long charOffset) {
            int n = (int) (charOffset - chars);
            long at = bytes;
            if (text == null) {
                return at + n;
            }
            for (int i = 0; i < n; i++) {
                at += utf8Length(text[i]);
            }
            return at;
        }

        private static int utf8Length(char c) {
            if (c < 0x80) {
                return 1;
            }
            return c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
    }

    private final InputStream in;
    private final CharsetDecoder decoder;
    private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER);
    private final Deque<Chunk> recent = new ArrayDeque<>(REMEMBERED);
    private boolean ended;
    private long bytesRead;
    private long bytesDecoded;
    private long charsDecoded;
    private long allowance;
    private long ceiling;

    private Utf8Source(InputStream in, long allowance) {
        this.in = in;
        this.allowance = allowance;
        this.ceiling = allowance;
        this.decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        bytes.flip();
    }

    /**
     * Looks at the first bytes and skips a byte order mark.
     *
     * @param transport the charset that the transport declared, or null
     * @param allowance bytes that may be read until {@link #renewAllowance} is called
     */
    static Utf8Source open(InputStream in, @Nullable String transport, long allowance) throws IOException {
        Utf8Source source = new Utf8Source(in, allowance);
        while (!source.ended && source.bytes.remaining() < CharsetCheck.HEAD) {
            source.fill();
        }
        if (!source.bytes.hasRemaining()) {
            throw Refusals.empty();
        }
        int head = Math.min(CharsetCheck.HEAD, source.bytes.remaining());
        int mark = CharsetCheck.byteOrderMark(source.bytes.array(), head, transport);
        source.bytes.position(mark);
        source.bytesDecoded = mark;
        return source;
    }

    /** Allows as many bytes again, counted from what has been read by now. */
    void renewAllowance() {
        ceiling = bytesRead + allowance;
    }

    /** The offset in the stream of a character that was among the last ones decoded. */
    long byteOffset(long charOffset) {
        for (Iterator<Chunk> chunks = recent.descendingIterator(); chunks.hasNext(); ) {
            Chunk chunk = chunks.next();
            if (charOffset >= chunk.chars() && charOffset <= chunk.chars() + chunk.length()) {
                return chunk.byteOffset(charOffset);
            }
        }
        throw new IllegalStateException("character " + charOffset + " is no longer remembered");
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        CharBuffer chars = CharBuffer.wrap(target, offset, length);
        while (true) {
            int from = bytes.position();
            CoderResult result = decoder.decode(bytes, chars, ended);
            int decoded = chars.position() - offset;
            if (decoded > 0) {
                remember(target, offset, decoded, bytes.position() - from);
                return decoded;
            }
            if (result.isError()) {
                throw Refusals.malformed(
                        "The bytes at offset " + bytesDecoded + " are not UTF-8.",
                        "Các byte tại vị trí " + bytesDecoded + " không phải UTF-8.");
            }
            if (result.isOverflow()) {
                throw new IOException("no room for a surrogate pair in a buffer of " + length);
            }
            if (ended) {
                return -1;
            }
            fill();
        }
    }

    private void remember(char[] target, int offset, int decoded, int consumed) {
        char[] text = null;
        if (decoded != consumed) {
            text = new char[decoded];
            System.arraycopy(target, offset, text, 0, decoded);
        }
        if (recent.size() == REMEMBERED) {
            recent.removeFirst();
        }
        recent.addLast(new Chunk(charsDecoded, decoded, bytesDecoded, text));
        charsDecoded += decoded;
        bytesDecoded += consumed;
    }

    private void fill() throws IOException {
        bytes.compact();
        int n = in.read(bytes.array(), bytes.position(), bytes.remaining());
        if (n < 0) {
            ended = true;
        } else {
            bytes.position(bytes.position() + n);
            bytesRead += n;
        }
        bytes.flip();
        if (bytesRead > ceiling + BUFFER) {
            throw Refusals.limit("bytes outside attachment contents", allowance);
        }
    }

    @Override
    public void close() {
        // The stream belongs to the caller.
    }
}
