package org.lienthong.sandbox;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.random.RandomGenerator;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.TimeStampResponseGenerator;
import org.bouncycastle.tsp.TimeStampTokenGenerator;

/** A simulated timestamping authority (RFC 3161): its tokens are in order and prove nothing, because the hub holds its key. */
final class TimestampAuthority {

    private static final ASN1ObjectIdentifier POLICY = new ASN1ObjectIdentifier("1.3.6.1.4.1.13762.3"); // for testing
    private static final int SERIAL_BITS = 63;

    private final TimestampAuthorityKeys keys;
    private final Clock clock;
    private final RandomGenerator random;

    TimestampAuthority(TimestampAuthorityKeys keys, Clock clock, RandomGenerator random) {
        this.keys = keys;
        this.clock = clock;
        this.random = random;
    }

    /**
     * Answers one TimeStampReq with a TimeStampResp, both in DER.
     *
     * @throws IOException when the query is no TimeStampReq
     */
    byte[] answer(byte[] query) throws IOException {
        TimeStampRequest request = new TimeStampRequest(query);
        try {
            TimeStampTokenGenerator tokens = new TimeStampTokenGenerator(
                    new JcaSimpleSignerInfoGeneratorBuilder()
                            .build("SHA256withECDSA", keys.privateKey(), keys.certificate()),
                    new JcaDigestCalculatorProviderBuilder()
                            .build()
                            .get(new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256)),
                    POLICY);
            tokens.addCertificates(new JcaCertStore(List.of(keys.certificate())));
            TimeStampResponse response = new TimeStampResponseGenerator(tokens, TSPAlgorithms.ALLOWED)
                    .generate(request, new BigInteger(1, serial()), Date.from(clock.instant()));
            return response.getEncoded();
        } catch (TSPException | OperatorCreationException | GeneralSecurityException e) {
            throw new IllegalStateException("no timestamp could be made", e);
        }
    }

    private byte[] serial() {
        byte[] serial = new byte[SERIAL_BITS / Byte.SIZE + 1];
        random.nextBytes(serial);
        serial[0] &= 0x7f;
        return serial;
    }
}
