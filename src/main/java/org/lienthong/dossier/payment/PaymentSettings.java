package org.lienthong.dossier.payment;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Payments of fees.
 *
 * @param platform code of the agency whose payment platform is used; empty: payments are not taken
 * @param system name of its registered system
 * @param patience how long a request waits for the platform's answer; after that the hub goes on asking by itself
 * @param retry the pause after the first attempt without an answer; it doubles with each, up to an hour
 * @param giveUp how long the hub goes on asking
 * @param poll how often it looks for what is left to do
 * @param largestRequest a request or a confirmation
 * @param largestAmount of one payment, in whole VND
 * @param requireDossier whether the dossier must be known to the hub
 * @param statementLines transactions in a day's list
 */
@ConfigurationProperties("hub.payment")
record PaymentSettings(
        @DefaultValue("") String platform,
        @DefaultValue("payment") String system,
        @DefaultValue("5s") Duration patience,
        @DefaultValue("5s") Duration retry,
        @DefaultValue("72h") Duration giveUp,
        @DefaultValue("1s") Duration poll,
        @DefaultValue("64KB") DataSize largestRequest,
        @DefaultValue("100000000000") long largestAmount,
        @DefaultValue("true") boolean requireDossier,
        @DefaultValue("200000") int statementLines) {

    private static final int LONGEST_LINE = 300;

    PaymentSettings {
        if (patience.toMillis() < 1 || retry.toMillis() < 1 || poll.toMillis() < 1 || giveUp.isNegative()) {
            throw new IllegalArgumentException("hub.payment: patience, retry and poll are more than nothing");
        }
        if (largestAmount < 1 || statementLines < 1 || statementLines > 5_000_000) {
            throw new IllegalArgumentException(
                    "hub.payment: largest-amount is at least 1, statement-lines 1 to 5000000");
        }
    }

    int largestStatement() {
        return (int) Math.min(256L << 20, (long) statementLines * LONGEST_LINE);
    }
}
