package org.lienthong.dossier.batch;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of a batch. At any time received = pending + accepted + duplicate + outOfOrder + refused.
 *
 * @param state {@code running} or {@code done}
 * @param pending whose turn has not come
 * @param toDeliver that the portal is to get, those included that it has
 * @param delivered taken by the portal
 * @param answered taken or refused by it
 * @param waiting progress whose dossier the portal has not accepted yet
 * @param refusals the first of them, by the hub and by the portal
 * @param refusalsLeftOff how many more there are
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record BatchView(
        UUID batchId,
        String kind,
        String agency,
        String state,
        Instant submittedAt,
        int received,
        int pending,
        int accepted,
        int duplicate,
        int outOfOrder,
        int refused,
        int toDeliver,
        int delivered,
        int answered,
        int waiting,
        List<Refusal> refusals,
        @Nullable Integer refusalsLeftOff,
        @Nullable Instant sequencedAt,
        @Nullable Instant doneAt) {

    /**
     * @param reason slug of the hub's, or the portal's words
     * @param detail the same for people
     * @param by {@code hub} or {@code portal}
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Refusal(
            int index,
            @JsonProperty("MaHoSo") @Nullable String code,
            String pointer,
            String reason,
            @Nullable String detail,
            String by) {}
}
