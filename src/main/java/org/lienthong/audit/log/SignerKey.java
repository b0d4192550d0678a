package org.lienthong.audit.log;

import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.SecureRandom;

/** An Ed25519 key that signs notes, kept in the text form of Go's {@code sumdb/note}: {@code PRIVATE+KEY+name+id+base64}. */
public final class SignerKey {

    private final byte[] seed;
    private final VerifierKey verifier;
    private final PrivateKey privateKey;

    private SignerKey(String name, byte[] seed) {
        this.seed = seed;
        this.verifier = new VerifierKey(KeyName.check(name), Ed25519.publicKeyOf(seed));
        this.privateKey = Ed25519.privateKey(seed);
    }

    public static SignerKey generate(String name, SecureRandom random) {
        return new SignerKey(name, Ed25519.newSeed(random));
    }

    /** @throws LogFormatException when the text is no Ed25519 signer key or its id does not fit */
    public static SignerKey parse(String text) {
        KeyName.Parts parts = KeyName.parseSecret(text, KeyName.ED25519);
        SignerKey signer = new SignerKey(parts.name(), parts.key());
        parts.requireId(signer.verifier.id());
        return signer;
    }

    public VerifierKey verifier() {
        return verifier;
    }

    byte[] sign(String text) {
        return Ed25519.sign(privateKey, text.getBytes(StandardCharsets.UTF_8));
    }

    /** The secret, to be kept in a file that only its owner can read. */
    public String secretText() {
        return KeyName.secretText(verifier.name(), verifier.id(), KeyName.ED25519, seed);
    }

    @Override
    public String toString() {
        return "signer " + verifier.name();
    }
}
