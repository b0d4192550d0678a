package org.lienthong.audit.log;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/** Names and ids of note keys (C2SP signed-note). */
final class KeyName {

    /** The type byte of a plain Ed25519 key. */
    static final byte ED25519 = 1;

    private KeyName() {}

    static String check(String name) {
        boolean bad = name.isEmpty()
                || name.indexOf('+') >= 0
                || name.codePoints()
                        .anyMatch(c ->
                                Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c));
        if (bad) {
            throw new LogFormatException("a key's name is not empty and holds no space and no +");
        }
        return name;
    }

    /** The first four bytes of SHA-256 over name, line feed, type and public key. */
    static int id(String name, byte[] typeAndKey) {
        MessageDigest sha256 = Merkle.sha256();
        sha256.update(name.getBytes(StandardCharsets.UTF_8));
        sha256.update((byte) '\n');
        return ByteBuffer.wrap(sha256.digest(typeAndKey)).getInt();
    }

    static byte[] typed(byte[] key) {
        return ByteBuffer.allocate(key.length + 1).put(ED25519).put(key).array();
    }

    /** The 32 bytes after an Ed25519 type byte. */
    static byte[] untyped(String base64, String what) {
        byte[] bytes = Base64Text.decode(base64, what);
        if (bytes.length != 33 || bytes[0] != ED25519) {
            throw new LogFormatException(what + " is not one of Ed25519");
        }
        return Arrays.copyOfRange(bytes, 1, bytes.length);
    }
}
