package org.lienthong.delivery;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Acceptance and delivery.
 *
 * @param organId agency code that the hub appends to the trace of each document
 * @param intake limits of what is handed in
 * @param ledger how changes are committed
 * @param retry when failed deliveries are tried again
 * @param inboxWaiters how many callers may wait at their inbox at once, each holding a thread of the web server
 * @param outboxPause how often the outbox is looked at when nothing announces itself
 * @param queueCheck how often the recipients' queues are compared with the database
 * @param fresh bytes of just accepted payloads that are kept in memory for their delivery
 */
@ConfigurationProperties("hub")
record DeliveryProperties(
        @DefaultValue("Z99.LIENTHONG") String organId,
        @DefaultValue Intake intake,
        @DefaultValue Commits ledger,
        @DefaultValue Retry retry,
        @DefaultValue("500ms") Duration outboxPause,
        @DefaultValue("10s") Duration queueCheck,
        @DefaultValue("16MB") DataSize fresh,
        @DefaultValue("100") int inboxWaiters) {

    /**
     * @param maxSize the largest message, as sent
     * @param patience how long a message may take, however slow its caller
     * @param minRate how much must have arrived per second, on average, once that is over
     */
    record Intake(
            @DefaultValue("512MB") DataSize maxSize,
            @DefaultValue("15s") Duration patience,
            @DefaultValue("1KB") DataSize minRate) {}

    /**
     * @param writers threads that commit; one, because while it waits for the disk the next batch grows
     * @param batch at most so many changes in one transaction
     * @param capacity at most so many changes waiting; beyond, callers are told to come back
     * @param patience how long a caller waits for its commit
     */
    record Commits(
            @DefaultValue("1") int writers,
            @DefaultValue("64") int batch,
            @DefaultValue("4096") int capacity,
            @DefaultValue("3s") Duration patience) {}

    /** See {@link RetryPolicy}. */
    record Retry(
            @DefaultValue("1s") Duration first,
            @DefaultValue("15m") Duration longest,
            @DefaultValue("20") int attempts) {}
}
