package org.lienthong.audit.log;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;

/** The public key of whoever signs notes: {@code name+hex id+base64} (C2SP signed-note). */
public final class VerifierKey {

    private static final byte[] X509_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100"); // RFC 8410

    private final String name;
    private final byte[] key;
    private final int id;
    private final PublicKey publicKey;

    VerifierKey(String name, byte[] key) {
        this.name = KeyName.check(name);
        this.key = key.clone();
        this.id = KeyName.id(name, KeyName.typed(key));
        try {
            byte[] encoded = ByteBuffer.allocate(X509_PREFIX.length + key.length)
                    .put(X509_PREFIX)
                    .put(key)
                    .array();
            this.publicKey = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
        } catch (GeneralSecurityException e) {
            throw new LogFormatException("the verifier key is not a point of Ed25519");
        }
    }

    /** @throws LogFormatException when the text is no Ed25519 verifier key or its id does not fit */
    public static VerifierKey parse(String text) {
        String[] parts = text.split("\\+", 3);
        if (parts.length != 3) {
            throw new LogFormatException("a verifier key is name+id+key");
        }
        VerifierKey verifier = new VerifierKey(parts[0], KeyName.untyped(parts[2], "the verifier key"));
        if (!parts[1].equals(HexFormat.of().toHexDigits(verifier.id))) {
            throw new LogFormatException("the verifier key's id does not fit its name and key");
        }
        return verifier;
    }

    public String name() {
        return name;
    }

    int id() {
        return id;
    }

    boolean verifies(String text, byte[] signature) {
        try {
            Signature ed25519 = Signature.getInstance("Ed25519");
            ed25519.initVerify(publicKey);
            ed25519.update(text.getBytes(StandardCharsets.UTF_8));
            return ed25519.verify(signature);
        } catch (GeneralSecurityException e) {
            return false; // a signature of a wrong form
        }
    }

    /** The one spelling of the key. */
    @Override
    public String toString() {
        return name + "+" + HexFormat.of().toHexDigits(id) + "+" + Base64Text.encode(KeyName.typed(key));
    }
}
