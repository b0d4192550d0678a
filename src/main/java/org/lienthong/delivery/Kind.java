package org.lienthong.delivery;

/**
 * What an exchange carries. The order is stored and never changes. Documents and statuses are edXML (QCVN
 * 102:2016/BTTTT); the others are JSON and reach only those who ask for their kind.
 */
public enum Kind {
    DOCUMENT,
    STATUS,
    /** A dossier that a citizen submitted on the National Public Service Portal, for the one-stop system in charge. */
    DOSSIER,
    /** The confirmation of a payment, for the one-stop system that asked for it. */
    PAYMENT;

    /** The name on the wire: {@code document}, {@code status}, {@code dossier} or {@code payment}. */
    public String wireName() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    public boolean isEdxml() {
        return this == DOCUMENT || this == STATUS;
    }

    /** The Content-Type of its bytes. */
    public String contentType() {
        return isEdxml() ? "application/xml; charset=UTF-8" : "application/json";
    }
}
