package org.lienthong.audit.access;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * What is done with the key of one record. The commitment is HMAC-SHA-256(key, personal part); the personal part is
 * encrypted with AES-256-GCM under HMAC-SHA-256(key, {@value #LABEL}) with the commitment as associated data; the key
 * itself is wrapped with AES key wrap (RFC 3394).
 */
final class RecordCipher {

    static final int KEY_BYTES = 32;

    private static final String LABEL = "lienthong personal part";
    private static final int TAG_BITS = 128;
    private static final byte[] NONCE = new byte[12]; // each key encrypts once

    private RecordCipher() {}

    static byte[] hmac(byte[] key, byte[] text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] encrypt(byte[] recordKey, byte[] text, byte[] commit) {
        try {
            return gcm(Cipher.ENCRYPT_MODE, recordKey, commit).doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The personal part, or null when these are not what was encrypted with this key. */
    static byte @Nullable [] decrypt(byte[] recordKey, byte[] sealed, byte[] commit) {
        try {
            return gcm(Cipher.DECRYPT_MODE, recordKey, commit).doFinal(sealed);
        } catch (GeneralSecurityException e) {
            return null;
        }
    }

    static byte[] wrap(byte[] wrappingKey, byte[] recordKey) {
        try {
            Cipher cipher = Cipher.getInstance("AESWrap");
            cipher.init(Cipher.WRAP_MODE, new SecretKeySpec(wrappingKey, "AES"));
            return cipher.wrap(new SecretKeySpec(recordKey, "AES"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The record's key, or null when it was wrapped with another one. */
    static byte @Nullable [] unwrap(byte[] wrappingKey, byte[] wrapped) {
        try {
            Cipher cipher = Cipher.getInstance("AESWrap");
            cipher.init(Cipher.UNWRAP_MODE, new SecretKeySpec(wrappingKey, "AES"));
            return cipher.unwrap(wrapped, "AES", Cipher.SECRET_KEY).getEncoded();
        } catch (InvalidKeyException e) {
            return null;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Cipher gcm(int mode, byte[] recordKey, byte[] commit) throws GeneralSecurityException {
        byte[] key = hmac(recordKey, LABEL.getBytes(StandardCharsets.US_ASCII));
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, NONCE));
        cipher.updateAAD(commit);
        return cipher;
    }
}
