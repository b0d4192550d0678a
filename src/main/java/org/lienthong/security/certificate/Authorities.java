package org.lienthong.security.certificate;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.PublicKey;
import java.security.cert.CertPath;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertStore;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.CertificateParsingException;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CRL;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Date;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whom the hub trusts to issue certificates of callers, and what they have revoked. A certificate is good when there is a
 * path to one of them (RFC 5280 §6), it is for client authentication and its key is of a size that still counts.
 */
final class Authorities {

    /** Beyond the certificate itself; state authorities need two. */
    private static final int LONGEST_PATH = 5;

    private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";
    private static final int RSA_BITS = 2048;
    private static final int EC_BITS = 256;

    private final Set<TrustAnchor> anchors;
    private final List<X509CRL> crls;
    private final boolean revocation;

    /** @param revocation whether each certificate of a path must be on a list that can say whether it was revoked */
    Authorities(Set<TrustAnchor> anchors, List<X509CRL> crls, boolean revocation) {
        this.anchors = Set.copyOf(anchors);
        this.crls = List.copyOf(crls);
        this.revocation = revocation;
    }

    static Set<TrustAnchor> anchors(KeyStore store) throws KeyStoreException {
        Set<TrustAnchor> anchors = new HashSet<>();
        for (String alias : Collections.list(store.aliases())) {
            if (store.isCertificateEntry(alias) && store.getCertificate(alias) instanceof X509Certificate certificate) {
                anchors.add(new TrustAnchor(certificate, null));
            }
        }
        return anchors;
    }

    /** @return why it is not good; empty when it is */
    Optional<Fault> check(X509Certificate[] chain, Instant now) {
        X509Certificate certificate = chain[0];
        try {
            certificate.checkValidity(Date.from(now));
            if (!isForClients(certificate)) {
                return Optional.of(Fault.WRONG_USAGE);
            }
        } catch (CertificateExpiredException e) {
            return Optional.of(Fault.EXPIRED);
        } catch (CertificateNotYetValidException e) {
            return Optional.of(Fault.NOT_YET_VALID);
        } catch (CertificateParsingException e) {
            return Optional.of(Fault.MALFORMED);
        }
        return isStrong(certificate.getPublicKey()) ? path(chain, Date.from(now)) : Optional.of(Fault.WEAK_KEY);
    }

    private Optional<Fault> path(X509Certificate[] chain, Date now) {
        if (anchors.isEmpty()) {
            return Optional.of(Fault.UNKNOWN_AUTHORITY);
        }
        try {
            CertPath path = build(chain, now);
            return revocation ? revoked(path, now) : Optional.empty();
        } catch (CertPathBuilderException e) {
            return Optional.of(Fault.UNKNOWN_AUTHORITY);
        } catch (GeneralSecurityException e) {
            return Optional.of(Fault.MALFORMED);
        }
    }

    private CertPath build(X509Certificate[] chain, Date now) throws GeneralSecurityException {
        X509CertSelector target = new X509CertSelector();
        target.setCertificate(chain[0]);
        PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors, target);
        parameters.addCertStore(store(Arrays.asList(chain)));
        parameters.setMaxPathLength(LONGEST_PATH);
        parameters.setRevocationEnabled(false);
        parameters.setDate(now);
        return CertPathBuilder.getInstance("PKIX").build(parameters).getCertPath();
    }

    /** Apart from the building of the path, which does not tell why it found none. */
    private Optional<Fault> revoked(CertPath path, Date now) throws GeneralSecurityException {
        CertPathValidator validator = CertPathValidator.getInstance("PKIX");
        PKIXRevocationChecker checker = (PKIXRevocationChecker) validator.getRevocationChecker();
        // Lists only, and those at hand: no connection to an address that stands in a stranger's certificate.
        checker.setOptions(
                EnumSet.of(PKIXRevocationChecker.Option.PREFER_CRLS, PKIXRevocationChecker.Option.NO_FALLBACK));
        PKIXParameters parameters = new PKIXParameters(anchors);
        parameters.addCertStore(store(crls));
        parameters.addCertPathChecker(checker);
        parameters.setDate(now);
        try {
            validator.validate(path, parameters);
            return Optional.empty();
        } catch (CertPathValidatorException e) {
            return Optional.of(
                    e.getReason() == CertPathValidatorException.BasicReason.REVOKED
                            ? Fault.REVOKED
                            : Fault.REVOCATION_UNKNOWN);
        }
    }

    private static CertStore store(Collection<?> content) throws GeneralSecurityException {
        return CertStore.getInstance("Collection", new CollectionCertStoreParameters(content));
    }

    /** For client authentication by name: one without purposes, or for any, was not issued for this. */
    private static boolean isForClients(X509Certificate certificate) throws CertificateParsingException {
        List<String> purposes = certificate.getExtendedKeyUsage();
        boolean[] usage = certificate.getKeyUsage();
        return purposes != null
                && purposes.contains(CLIENT_AUTH)
                && (usage == null || usage[0])
                && certificate.getBasicConstraints() < 0;
    }

    private static boolean isStrong(PublicKey key) {
        if (key instanceof RSAPublicKey rsa) {
            return rsa.getModulus().bitLength() >= RSA_BITS;
        }
        return !(key instanceof ECPublicKey ec) || ec.getParams().getOrder().bitLength() >= EC_BITS;
    }
}
