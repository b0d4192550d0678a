package org.lienthong.dossier.batch;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A dossier: its truthful state, and all that was said about it.
 *
 * @param state 1 to 10; null when nothing that was said is believed
 * @param since when it reached that state
 * @param portal {@code none}, {@code taken} or {@code refused}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record DossierView(
        @JsonProperty("MaHoSo") String code,
        String agency,
        @Nullable Integer state,
        @Nullable OffsetDateTime since,
        @JsonProperty("MaTTHC") @Nullable String procedure,
        String portal,
        List<Event> history) {

    /**
     * @param outcome {@code accepted}, {@code out-of-order} or {@code refused}
     * @param reason of a refused one
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Event(
            int state,
            OffsetDateTime at,
            String kind,
            String outcome,
            @Nullable String reason,
            @Nullable UUID batchId,
            int index) {}
}
