package org.lienthong.document;

import org.jspecify.annotations.Nullable;

/**
 * A sender or recipient.
 *
 * @param organId agency code, {@code [0-9A-Z.]}, in the scheme of QĐ 20/2020 (G22) or of QCVN 102 (000.00.00.G22)
 */
public record Party(
        String organId,
        @Nullable String organizationInCharge,
        @Nullable String organName,
        @Nullable String organAdd,
        @Nullable String email,
        @Nullable String telephone,
        @Nullable String fax,
        @Nullable String website) {

    public static Party of(String organId, String organName) {
        return new Party(organId, null, organName, null, null, null, null, null);
    }
}
