package org.lienthong.search;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was found, newest first.
 *
 * @param next the cursor of the next page; null when there is nothing more
 * @param searchedBackTo when one look was not enough: how far back it went; there may be more with {@code next}, even if
 *     this page is not full
 * @param agencies ids of all agencies that the named ones stand for, through mergers and splits
 * @param elsewhere addresses of what the query leads to and is no exchange of messages: a dossier, a batch, a call
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ExchangePage(
        @JsonInclude(JsonInclude.Include.ALWAYS) List<ExchangeItem> items,
        @Nullable String next,
        @Nullable Instant searchedBackTo,
        List<String> agencies,
        List<String> elsewhere) {}
