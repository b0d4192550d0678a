package org.lienthong.audit.log;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import org.apache.commons.codec.digest.DigestUtils;

/** Names, ids and text forms of note keys (C2SP signed-note). */
final class KeyName {

    /** The type byte of a log's Ed25519 key. */
    static final byte ED25519 = 1;

    /** The type byte of a witness' Ed25519 key (C2SP tlog-cosignature). */
    static final byte COSIGNATURE = 4;

    private static final String SECRET = "PRIVATE+KEY+";

    private KeyName() {}

    /**
     * A key's text, taken apart.
     *
     * @param key the 32 bytes after the type byte
     */
    record Parts(String name, String id, byte[] key) {

        void requireId(int id) {
            if (!this.id.equals(HexFormat.of().toHexDigits(id))) {
                throw new LogFormatException("the key's id does not fit its name and key");
            }
        }
    }

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
    static int id(String name, byte type, byte[] key) {
        MessageDigest sha256 = DigestUtils.getSha256Digest();
        sha256.update(name.getBytes(StandardCharsets.UTF_8));
        sha256.update((byte) '\n');
        sha256.update(type);
        return ByteBuffer.wrap(sha256.digest(key)).getInt();
    }

    /** {@code name+id+base64}. */
    static String text(String name, int id, byte type, byte[] key) {
        byte[] typed = ByteBuffer.allocate(key.length + 1).put(type).put(key).array();
        return name + "+" + HexFormat.of().toHexDigits(id) + "+" + Base64Text.encode(typed);
    }

    static String secretText(String name, int id, byte type, byte[] seed) {
        return SECRET + text(name, id, type, seed);
    }

    static Parts parse(String text, byte type) {
        String[] parts = text.split("\\+", 3);
        if (parts.length != 3) {
            throw new LogFormatException("a verifier key is name+id+key");
        }
        return parts(parts, type, "the verifier key");
    }

    static Parts parseSecret(String text, byte type) {
        String[] parts =
                text.startsWith(SECRET) ? text.substring(SECRET.length()).split("\\+", 3) : new String[0];
        if (parts.length != 3) {
            throw new LogFormatException("a signer key is PRIVATE+KEY+name+id+key");
        }
        return parts(parts, type, "the signer key");
    }

    private static Parts parts(String[] parts, byte type, String what) {
        byte[] bytes = Base64Text.decode(parts[2], what);
        if (bytes.length != Ed25519.KEY_SIZE + 1 || bytes[0] != type) {
            throw new LogFormatException(
                    what + (type == COSIGNATURE ? " is not one of a witness" : " is not one of Ed25519"));
        }
        return new Parts(check(parts[0]), parts[1], Arrays.copyOfRange(bytes, 1, bytes.length));
    }
}
