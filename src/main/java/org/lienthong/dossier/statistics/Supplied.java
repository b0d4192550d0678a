package org.lienthong.dossier.statistics;

import org.jspecify.annotations.Nullable;

/**
 * What the hub was told about an agency and a period.
 *
 * @param dossiers how many there are elsewhere, or null
 * @param basis {@code reporting}, {@code portal} or {@code last-year}; null without a number
 * @param complaints dossiers with a complaint, or null
 */
record Supplied(
        @Nullable Long dossiers,
        @Nullable String basis,
        @Nullable Long complaints) {

    static final Supplied NOTHING = new Supplied(null, null, null);

    /** Of both together; what is missing in one is missing in the sum. */
    Supplied and(Supplied other) {
        boolean bases = basis != null && basis.equals(other.basis);
        return new Supplied(
                sum(dossiers, other.dossiers),
                bases ? basis : basis == null ? null : "several",
                sum(complaints, other.complaints));
    }

    private static @Nullable Long sum(@Nullable Long one, @Nullable Long other) {
        return one == null || other == null ? null : (Long) (one + other);
    }
}
