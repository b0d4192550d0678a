package org.lienthong.dossier.batch;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Limits of what is handed in about dossiers.
 *
 * @param maxRecords records of one batch
 * @param maxSize bytes of one batch, without compression
 * @param maxRecord bytes of one record
 * @param maxRatio bytes that one compressed byte may become, on average
 * @param patience how long a batch may take, however slow its caller
 * @param minRate how much must have arrived per second, on average, once that is over
 * @param memory bytes of a batch that are kept in memory before it goes to a file
 * @param receiving batches that are read at the same time
 * @param receivingPerAgency the same of one agency
 * @param concurrent batches that are made durable at the same time
 * @param chunks of 500 records that are taken up in one transaction
 * @param pause how often is looked for records to take up when nothing announces itself
 * @param ahead how far a sender's clock may be ahead
 */
@ConfigurationProperties("hub.dossiers")
public record DossierSettings(
        @DefaultValue("100000") int maxRecords,
        @DefaultValue("512MB") DataSize maxSize,
        @DefaultValue("256KB") DataSize maxRecord,
        @DefaultValue("500") int maxRatio,
        @DefaultValue("15s") Duration patience,
        @DefaultValue("1KB") DataSize minRate,
        @DefaultValue("256KB") DataSize memory,
        @DefaultValue("64") int receiving,
        @DefaultValue("8") int receivingPerAgency,
        @DefaultValue("4") int concurrent,
        @DefaultValue("8") int chunks,
        @DefaultValue("500ms") Duration pause,
        @DefaultValue("1d") Duration ahead) {

    public DossierSettings {
        if (maxRecords < 1 || maxRatio < 1 || concurrent < 1) {
            throw new IllegalArgumentException("hub.dossiers: limits are at least 1");
        }
        if (maxRecord.toBytes() > 4 * 1024 * 1024) {
            throw new IllegalArgumentException("hub.dossiers.max-record is at most 4MB: records are held in memory");
        }
    }
}
