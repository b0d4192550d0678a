package org.lienthong.dossier.batch;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a record.
 *
 * @param outcome {@code pending}, {@code accepted}, {@code duplicate}, {@code out-of-order} or {@code refused}
 * @param portal {@code none}, {@code to-be-sent}, {@code waiting}, {@code taken} or {@code refused}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RecordView(
        int index,
        @JsonProperty("MaHoSo") @Nullable String code,
        String outcome,
        String portal,
        @Nullable String pointer,
        @Nullable String reason,
        @Nullable String detail) {

    /** @param next cursor of the next page, null on the last */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Page(List<RecordView> items, @Nullable String next) {}
}
