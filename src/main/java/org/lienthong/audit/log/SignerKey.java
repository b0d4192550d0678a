package org.lienthong.audit.log;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/** An Ed25519 key that signs notes, kept in the text form of Go's {@code sumdb/note}: {@code PRIVATE+KEY+name+id+base64}. */
public final class SignerKey {

    private static final String PREFIX = "PRIVATE+KEY+";
    private static final byte[] PKCS8_PREFIX = HexFormat.of().parseHex("302e020100300506032b657004220420"); // RFC 8410
    private static final int SEED_SIZE = 32;

    private final byte[] seed;
    private final VerifierKey verifier;
    private final PrivateKey privateKey;

    private SignerKey(String name, byte[] seed) {
        this.seed = seed;
        this.verifier = new VerifierKey(KeyName.check(name), publicKey(seed));
        byte[] encoded = ByteBuffer.allocate(PKCS8_PREFIX.length + SEED_SIZE)
                .put(PKCS8_PREFIX)
                .put(seed)
                .array();
        try {
            this.privateKey = KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // any 32 bytes are a seed
        }
    }

    public static SignerKey generate(String name, SecureRandom random) {
        byte[] seed = new byte[SEED_SIZE];
        random.nextBytes(seed);
        return new SignerKey(name, seed);
    }

    /** @throws LogFormatException when the text is no Ed25519 signer key or its id does not fit */
    public static SignerKey parse(String text) {
        String[] parts =
                text.startsWith(PREFIX) ? text.substring(PREFIX.length()).split("\\+", 3) : new String[0];
        if (parts.length != 3) {
            throw new LogFormatException("a signer key is PRIVATE+KEY+name+id+key");
        }
        SignerKey signer = new SignerKey(parts[0], KeyName.untyped(parts[2], "the signer key"));
        if (!parts[1].equals(HexFormat.of().toHexDigits(signer.verifier.id()))) {
            throw new LogFormatException("the signer key's id does not fit its name and key");
        }
        return signer;
    }

    public VerifierKey verifier() {
        return verifier;
    }

    byte[] sign(String text) {
        try {
            Signature ed25519 = Signature.getInstance("Ed25519");
            ed25519.initSign(privateKey);
            ed25519.update(text.getBytes(StandardCharsets.UTF_8));
            return ed25519.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The secret, to be kept in a file that only its owner can read. */
    public String secretText() {
        return PREFIX + verifier.name() + "+" + HexFormat.of().toHexDigits(verifier.id()) + "+"
                + Base64Text.encode(KeyName.typed(seed));
    }

    @Override
    public String toString() {
        return "signer " + verifier.name();
    }

    /** The JDK computes a public key only when it makes a pair; so it makes one, and gets the seed for its random bytes. */
    private static byte[] publicKey(byte[] seed) {
        SecureRandom fixed = new SecureRandom() {
            @Override
            public void nextBytes(byte[] bytes) {
                System.arraycopy(seed, 0, bytes, 0, SEED_SIZE);
            }
        };
        try {
            KeyPairGenerator pairs = KeyPairGenerator.getInstance("Ed25519");
            pairs.initialize(NamedParameterSpec.ED25519, fixed);
            byte[] encoded = ((EdECPublicKey) pairs.generateKeyPair().getPublic()).getEncoded();
            return Arrays.copyOfRange(encoded, encoded.length - SEED_SIZE, encoded.length);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
