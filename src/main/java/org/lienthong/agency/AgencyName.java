package org.lienthong.agency;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an agency is called for some time.
 *
 * @param vi Vietnamese, NFC
 * @param en English, or null
 */
public record AgencyName(String vi, @Nullable String en, Period period) {

    public AgencyName {
        Objects.requireNonNull(period);
        if (vi.isBlank()) {
            throw new IllegalArgumentException("an agency's name must not be blank");
        }
    }
}
