package org.lienthong.audit.log;

import java.nio.charset.StandardCharsets;
import java.security.PublicKey;

/** The public key of whoever signs notes: {@code name+hex id+base64} (C2SP signed-note). */
public final class VerifierKey {

    private final String name;
    private final byte[] key;
    private final int id;
    private final PublicKey publicKey;

    VerifierKey(String name, byte[] key) {
        this.name = KeyName.check(name);
        this.key = key.clone();
        this.id = KeyName.id(name, KeyName.ED25519, key);
        this.publicKey = Ed25519.publicKey(key);
    }

    /** @throws LogFormatException when the text is no Ed25519 verifier key or its id does not fit */
    public static VerifierKey parse(String text) {
        KeyName.Parts parts = KeyName.parse(text, KeyName.ED25519);
        VerifierKey verifier = new VerifierKey(parts.name(), parts.key());
        parts.requireId(verifier.id);
        return verifier;
    }

    public String name() {
        return name;
    }

    int id() {
        return id;
    }

    boolean verifies(String text, byte[] signature) {
        return Ed25519.verifies(publicKey, text.getBytes(StandardCharsets.UTF_8), signature);
    }

    /** The one spelling of the key. */
    @Override
    public String toString() {
        return KeyName.text(name, id, KeyName.ED25519, key);
    }
}
