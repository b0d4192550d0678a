package org.lienthong.security.certificate;

/**
 * Whose a certificate is.
 *
 * @param agency id of the agency
 * @param name of the agency's calling system
 * @param fingerprint SHA-256 of the certificate in lower-case hex
 */
public record CertifiedClient(String agency, String name, String fingerprint) {}
