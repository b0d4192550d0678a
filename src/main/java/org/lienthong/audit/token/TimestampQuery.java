package org.lienthong.audit.token;

import java.io.IOException;
import java.math.BigInteger;
import java.util.random.RandomGenerator;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponse;
import org.jspecify.annotations.Nullable;

/** One question to an authority (RFC 3161 §2.4.1): over a SHA-256 digest, with a nonce, asking for the certificate. */
public final class TimestampQuery {

    private static final int NONCE_BITS = 64;

    private final TimeStampRequest request;

    /** @param policy the object identifier of the policy that the token must follow, or null for the authority's own */
    public TimestampQuery(byte[] sha256, @Nullable String policy, RandomGenerator random) {
        TimeStampRequestGenerator generator = new TimeStampRequestGenerator();
        generator.setCertReq(true);
        if (policy != null) {
            generator.setReqPolicy(new ASN1ObjectIdentifier(policy));
        }
        byte[] nonce = new byte[NONCE_BITS / Byte.SIZE];
        random.nextBytes(nonce);
        request = generator.generate(TSPAlgorithms.SHA256, sha256, new BigInteger(1, nonce));
    }

    /** DER. */
    public byte[] bytes() {
        try {
            return request.getEncoded();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Checks that the response is granted and answers this very question: imprint, nonce and policy.
     *
     * @param response DER
     */
    public void requireAnswer(byte[] response) throws TimestampException {
        try {
            TimeStampResponse answer = new TimeStampResponse(response);
            if (answer.getTimeStampToken() == null) {
                throw new TimestampException("the authority refuses, status " + answer.getStatus()
                        + (answer.getStatusString() == null ? "" : ": " + answer.getStatusString()));
            }
            answer.validate(request);
        } catch (TSPException | IOException | RuntimeException e) {
            throw new TimestampException("the response does not answer the question: " + e.getMessage());
        }
    }
}
