package org.lienthong.audit.log;

import java.util.Base64;

/** Base64 (RFC 4648 §4) with one spelling per value: padding demanded, unused bits zero, so no bit can flip unseen. */
final class Base64Text {

    private Base64Text() {}

    static String encode(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** @throws LogFormatException when the text is anything but what {@link #encode} writes */
    static byte[] decode(String text, String what) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new LogFormatException(what + " is not base64");
        }
        if (!encode(bytes).equals(text)) {
            throw new LogFormatException(what + " is not canonical base64");
        }
        return bytes;
    }

    static byte[] decodeHash(String text, String what) {
        byte[] bytes = decode(text, what);
        if (bytes.length != Merkle.HASH_SIZE) {
            throw new LogFormatException(what + " is not a hash of 32 bytes");
        }
        return bytes;
    }
}
