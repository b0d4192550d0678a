package org.lienthong.vxp;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import org.apache.commons.codec.digest.DigestUtils;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.lienthong.problem.Violation;

/**
 * The SHA-256 of a file as the axis spells it: 64 hex digits, or as its SDK has it, where a byte below 0x10 is one digit
 * ({@code Integer.toHexString}).
 */
final class FileHash {

    private final MessageDigest digest = DigestUtils.getSha256Digest();
    private final String expected;

    FileHash(String expected) {
        this.expected = expected.toLowerCase(Locale.ROOT);
    }

    /** The same bytes, counted into the hash as they are read. */
    InputStream over(InputStream in) {
        return new FilterInputStream(in) {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] bytes, int off, int len) throws IOException {
                int n = in.read(bytes, off, len);
                if (n > 0) {
                    digest.update(bytes, off, n);
                }
                return n;
            }

            @Override
            public boolean markSupported() {
                return false;
            }
        };
    }

    /** @throws ProblemException HASH_MISMATCH */
    void verify() {
        byte[] hash = digest.digest();
        if (!same(HexFormat.of().formatHex(hash)) && !same(unpadded(hash))) {
            throw new ProblemException(
                    ProblemType.HASH_MISMATCH,
                    "hash-file is not the SHA-256 of the file as it arrived; send it again.",
                    "hash-file không phải SHA-256 của tệp nhận được; hãy gửi lại.",
                    new Violation("hash-file", "is not the SHA-256 of the file"));
        }
    }

    private boolean same(String hex) {
        return MessageDigest.isEqual(hex.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
    }

    static String unpadded(byte[] hash) {
        StringBuilder hex = new StringBuilder(2 * hash.length);
        for (byte b : hash) {
            hex.append(Integer.toHexString(b & 0xff));
        }
        return hex.toString();
    }
}
