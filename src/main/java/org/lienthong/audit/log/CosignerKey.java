package org.lienthong.audit.log;

import java.nio.ByteBuffer;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.time.Instant;

/** The secret key of a witness (C2SP tlog-cosignature, type 0x04), kept as {@code PRIVATE+KEY+name+id+base64}. */
public final class CosignerKey {

    private final byte[] seed;
    private final WitnessKey verifier;
    private final PrivateKey privateKey;

    private CosignerKey(String name, byte[] seed) {
        this.seed = seed;
        this.verifier = new WitnessKey(KeyName.check(name), Ed25519.publicKeyOf(seed));
        this.privateKey = Ed25519.privateKey(seed);
    }

    /** @throws LogFormatException when no key can have this name */
    public static CosignerKey generate(String name, SecureRandom random) {
        return new CosignerKey(name, Ed25519.newSeed(random));
    }

    /** @throws LogFormatException when the text is no witness' signer key or its id does not fit */
    public static CosignerKey parse(String text) {
        KeyName.Parts parts = KeyName.parseSecret(text, KeyName.COSIGNATURE);
        CosignerKey cosigner = new CosignerKey(parts.name(), parts.key());
        parts.requireId(cosigner.verifier.id());
        return cosigner;
    }

    public WitnessKey verifier() {
        return verifier;
    }

    /** The signature line, with its line feed, that says: at this time the log had this checkpoint, and no larger one. */
    public String cosign(String text, Instant time) {
        long second = time.getEpochSecond();
        byte[] signature = Ed25519.sign(privateKey, WitnessKey.message(text, second));
        byte[] stamped = ByteBuffer.allocate(Long.BYTES + signature.length)
                .putLong(second)
                .put(signature)
                .array();
        return SignedNote.line(verifier.name(), verifier.id(), stamped);
    }

    /** The secret, to be kept in a file that only its owner can read. */
    public String secretText() {
        return KeyName.secretText(verifier.name(), verifier.id(), KeyName.COSIGNATURE, seed);
    }

    @Override
    public String toString() {
        return "witness " + verifier.name();
    }
}
