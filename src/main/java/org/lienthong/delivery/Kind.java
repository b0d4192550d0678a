package org.lienthong.delivery;

/** What an exchange carries: a business document or a status about one (domain.md 1.2, 1.5). */
public enum Kind {
    DOCUMENT,
    STATUS;

    /** The name on the wire: {@code document} or {@code status}. */
    public String wireName() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
