package org.lienthong.audit.retention;

import java.nio.file.Path;
import java.time.Period;
import org.jspecify.annotations.Nullable;
import org.lienthong.audit.AuditKind;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Keys under {@code hub.retention}. The defaults satisfy every level of TCVN 14423:2026 and NĐ 333/2026 Art 16.
 *
 * @param exchange months for which entries about documents and deliveries stay in the database
 * @param access the same for entries about data accesses
 * @param operation the same for entries about what operators and stewards did
 * @param archive how long archives are to be kept; the hub says which are older and deletes none
 * @param archiveDirectory where the hub writes an archive of each month that is over; without it nothing is ever dropped
 * @param monthsAhead partitions that are ready before their month begins
 */
@ConfigurationProperties("hub.retention")
record RetentionSettings(
        @DefaultValue("12m") Period exchange,
        @DefaultValue("12m") Period access,
        @DefaultValue("12m") Period operation,
        @DefaultValue("10y") Period archive,
        @Nullable Path archiveDirectory,
        @DefaultValue("2") int monthsAhead) {

    RetentionSettings {
        requireMonths("exchange", exchange, 1);
        requireMonths("access", access, 1);
        requireMonths("operation", operation, 1);
        requireMonths("archive", archive, 12);
        if (monthsAhead < 1 || monthsAhead > 24) {
            throw new IllegalArgumentException("hub.retention.months-ahead must be from 1 to 24");
        }
    }

    long monthsOnline(AuditKind kind) {
        return switch (kind) {
            case EXCHANGE -> exchange.toTotalMonths();
            case ACCESS -> access.toTotalMonths();
            case OPERATION -> operation.toTotalMonths();
        };
    }

    private static void requireMonths(String key, Period period, int least) {
        if (period.getDays() != 0 || period.toTotalMonths() < least) {
            throw new IllegalArgumentException(
                    "hub.retention." + key + " must be whole months, at least " + least + ", for example 12m");
        }
    }
}
