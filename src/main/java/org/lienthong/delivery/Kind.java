package org.lienthong.delivery;

/** What an exchange carries: a business document or a status about one (QCVN 102:2016/BTTTT). */
public enum Kind {
    DOCUMENT,
    STATUS;

    /** The name on the wire: {@code document} or {@code status}. */
    public String wireName() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
