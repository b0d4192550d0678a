package org.lienthong.agency;

import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/**
 * By what a certificate is recognised as a client's. A name holds for every certificate that a trusted authority issues
 * for it; a digest for one certificate, or for all with one key.
 *
 * @param value of a subject its canonical form, of a DNS name its lower-case form, of a URI itself, of a digest lower-case hex
 * @param issuer canonical form of the only authority's name that may have issued it, or null for any that is trusted
 */
public record ClientCertificate(
        Kind kind, String value, @Nullable String issuer) {

    /** What of a certificate is compared. */
    public enum Kind {
        /** The subject's distinguished name (RFC 5280 §4.1.2.6). */
        SUBJECT,
        /** A DNS name among the subject's alternative names (RFC 5280 §4.2.1.6). */
        DNS,
        /** A URI there. */
        URI,
        /** SHA-256 of the certificate in DER. */
        SHA256,
        /** SHA-256 of its SubjectPublicKeyInfo in DER, as RFC 7469 §2.4 takes it. */
        PUBLIC_KEY
    }

    /** The form in which two spellings of a distinguished name are the same. */
    public static String canonical(X500Principal name) {
        return name.getName(X500Principal.CANONICAL);
    }

    /** Whether there may be a certificate that both stand for, as far as this can be seen from what they say. */
    boolean overlaps(ClientCertificate other) {
        return kind == other.kind
                && value.equals(other.value)
                && (issuer == null || other.issuer == null || issuer.equals(other.issuer));
    }
}
