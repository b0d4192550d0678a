package org.lienthong.audit.log;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The public key of a witness, whose signatures carry the time they were made at (C2SP tlog-cosignature, type 0x04):
 * {@code name+hex id+base64}.
 */
public final class WitnessKey {

    private static final int SIGNATURE_SIZE = Long.BYTES + 64;
    private static final Instant LATEST = Instant.ofEpochSecond(253_402_300_799L); // of the year 9999

    private final String name;
    private final byte[] key;
    private final int id;
    private final PublicKey publicKey;

    WitnessKey(String name, byte[] key) {
        this.name = KeyName.check(name);
        this.key = key.clone();
        this.id = KeyName.id(name, KeyName.COSIGNATURE, key);
        this.publicKey = Ed25519.publicKey(key);
    }

    /** @throws LogFormatException when the text is no Ed25519 key of a witness or its id does not fit */
    public static WitnessKey parse(String text) {
        KeyName.Parts parts = KeyName.parse(text, KeyName.COSIGNATURE);
        WitnessKey witness = new WitnessKey(parts.name(), parts.key());
        parts.requireId(witness.id);
        return witness;
    }

    public String name() {
        return name;
    }

    int id() {
        return id;
    }

    /** When the witness signed the text, or null when it did not. */
    @Nullable
    Instant verify(String text, byte[] signature) {
        if (signature.length != SIGNATURE_SIZE) {
            return null;
        }
        ByteBuffer bytes = ByteBuffer.wrap(signature);
        long second = bytes.getLong();
        if (second < 0 || second > LATEST.getEpochSecond()) {
            return null;
        }
        byte[] rest = new byte[bytes.remaining()];
        bytes.get(rest);
        return Ed25519.verifies(publicKey, message(text, second), rest) ? Instant.ofEpochSecond(second) : null;
    }

    static byte[] message(String text, long second) {
        return ("cosignature/v1\ntime " + second + "\n" + text).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof WitnessKey witness && witness.toString().equals(toString());
    }

    @Override
    public int hashCode() {
        return id;
    }

    /** The one spelling of the key. */
    @Override
    public String toString() {
        return KeyName.text(name, id, KeyName.COSIGNATURE, key);
    }
}
