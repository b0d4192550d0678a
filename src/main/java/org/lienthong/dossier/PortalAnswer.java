package org.lienthong.dossier;

/** How far a record is on its way to the portal; the order is stored and never changes. */
public enum PortalAnswer {
    /** It is not sent. */
    NONE("none"),
    TO_BE_SENT("to-be-sent"),
    /** Progress whose dossier the portal has not accepted yet. */
    WAITING("waiting"),
    TAKEN("taken"),
    REFUSED("refused");

    private static final PortalAnswer[] ALL = values();

    private final String word;

    PortalAnswer(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    public static PortalAnswer of(byte stored) {
        return ALL[stored];
    }
}
