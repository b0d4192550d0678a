package org.lienthong.audit.token;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.codec.digest.DigestUtils;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.TimeStampToken;
import org.bouncycastle.util.Store;
import org.jspecify.annotations.Nullable;

/**
 * The certificates that tokens must lead to (RFC 3161 §2.2, RFC 5816). A token is believed when its imprint is the SHA-256 of
 * the data, its signature is right, the signer's certificate is for timestamping alone (critical extension), was valid at
 * the token's time and leads to a trusted certificate. Revocation is not looked up: whoever doubts asks the authority.
 */
public final class TimestampTrust {

    private static final Set<ASN1ObjectIdentifier> DIGESTS = Set.of(
            NISTObjectIdentifiers.id_sha256,
            NISTObjectIdentifiers.id_sha384,
            NISTObjectIdentifiers.id_sha512,
            NISTObjectIdentifiers.id_sha3_256,
            NISTObjectIdentifiers.id_sha3_384,
            NISTObjectIdentifiers.id_sha3_512);

    private final List<X509Certificate> trusted;
    private final @Nullable String policy;

    /** @param policy the only policy to be accepted, as object identifier, or null for any */
    public TimestampTrust(Collection<X509Certificate> trusted, @Nullable String policy) {
        this.trusted = List.copyOf(trusted);
        this.policy = policy;
        if (this.trusted.isEmpty()) {
            throw new IllegalArgumentException("no certificate is trusted");
        }
    }

    /**
     * @param file certificates in PEM
     * @throws IOException when it cannot be read or holds none
     */
    public static TimestampTrust read(Path file, @Nullable String policy) throws IOException {
        try {
            List<X509Certificate> certificates = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(file)))
                    .stream()
                    .map(X509Certificate.class::cast)
                    .toList();
            return new TimestampTrust(certificates, policy);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException(file + " holds no certificates in PEM: " + e.getMessage(), e);
        }
    }

    /**
     * @param response a TimeStampResp in DER, the content of a {@code .tsr} file
     * @param data what was stamped
     */
    public Timestamp check(byte[] response, byte[] data) throws TimestampException {
        try {
            TimeStampToken token = new TimeStampResponse(response).getTimeStampToken();
            if (token == null) {
                throw new TimestampException("the response holds no token");
            }
            return check(token, data);
        } catch (TSPException
                | IOException
                | OperatorCreationException
                | GeneralSecurityException
                | RuntimeException e) { // Bouncy Castle throws several of its own on malformed input
            throw new TimestampException("the token is not valid: " + e.getMessage());
        }
    }

    private Timestamp check(TimeStampToken token, byte[] data)
            throws TimestampException, TSPException, OperatorCreationException, GeneralSecurityException {
        var info = token.getTimeStampInfo();
        byte[] digest = DigestUtils.sha256(data);
        if (!info.getMessageImprintAlgOID().equals(NISTObjectIdentifiers.id_sha256)
                || !MessageDigest.isEqual(info.getMessageImprintDigest(), digest)) {
            throw new TimestampException("the token is about other data");
        }
        if (policy != null && !info.getPolicy().getId().equals(policy)) {
            throw new TimestampException("the token follows policy " + info.getPolicy() + " instead of " + policy);
        }
        SignerInformation signer = token.toCMSSignedData().getSignerInfos().get(token.getSID());
        if (signer == null || !DIGESTS.contains(new ASN1ObjectIdentifier(signer.getDigestAlgOID()))) {
            throw new TimestampException("the token is signed with an outdated digest");
        }
        X509CertificateHolder holder = signer(token);
        token.validate(new JcaSimpleSignerInfoVerifierBuilder().build(holder));
        X509Certificate certificate = new JcaX509CertificateConverter().getCertificate(holder);
        requireTrusted(certificate, token);
        return new Timestamp(
                info.getGenTime().toInstant(),
                certificate.getSubjectX500Principal().getName(),
                info.getSerialNumber().toString(16));
    }

    private X509CertificateHolder signer(TimeStampToken token) throws TimestampException, GeneralSecurityException {
        Store<X509CertificateHolder> included = token.getCertificates();
        for (X509CertificateHolder holder : included.getMatches(null)) {
            if (token.getSID().match(holder)) {
                return holder;
            }
        }
        for (X509Certificate known : trusted) {
            X509CertificateHolder holder = new org.bouncycastle.cert.jcajce.JcaX509CertificateHolder(known);
            if (token.getSID().match(holder)) {
                return holder;
            }
        }
        throw new TimestampException("the token does not hold its signer's certificate");
    }

    private void requireTrusted(X509Certificate certificate, TimeStampToken token)
            throws TimestampException, GeneralSecurityException {
        if (trusted.contains(certificate)) {
            return;
        }
        JcaX509CertificateConverter converter = new JcaX509CertificateConverter();
        List<X509Certificate> all = new java.util.ArrayList<>(trusted);
        for (X509CertificateHolder holder : token.getCertificates().getMatches(null)) {
            all.add(converter.getCertificate(holder));
        }
        X509CertSelector target = new X509CertSelector();
        target.setCertificate(certificate);
        PKIXBuilderParameters parameters = new PKIXBuilderParameters(
                trusted.stream().map(root -> new TrustAnchor(root, null)).collect(Collectors.toSet()), target);
        parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(all)));
        parameters.setRevocationEnabled(false);
        parameters.setDate(Date.from(token.getTimeStampInfo().getGenTime().toInstant()));
        try {
            CertPathBuilder.getInstance("PKIX").build(parameters);
        } catch (java.security.cert.CertPathBuilderException e) {
            throw new TimestampException(
                    "the token's signer " + certificate.getSubjectX500Principal() + " leads to no trusted certificate");
        }
    }
}
