package org.lienthong.delivery;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Places where the crash test takes the process down without any shutdown, to prove that nothing is lost or doubled there.
 * Armed by {@code -Dhub.crash.point=<word>} and {@code -Dhub.crash.nth=<n>}; otherwise a comparison with null.
 */
public enum CrashPoint {
    /** In the middle of storing a large payload ahead of its acceptance. */
    PAYLOAD_MID_STAGING,
    /** A large payload is stored, its acceptance is not. */
    PAYLOAD_STAGED,
    /** A batch of changes is written and not committed. */
    LEDGER_BEFORE_COMMIT,
    /** A batch is committed and nobody knows yet. */
    LEDGER_AFTER_COMMIT,
    /** Deliveries are claimed from the outbox and none is sent. */
    RELAY_BEFORE_SEND,
    /** The broker has the messages, the database does not know. */
    RELAY_BEFORE_COMMIT,
    /** The database knows that the broker has the messages. */
    RELAY_AFTER_COMMIT,
    /** A message is taken off a recipient's queue and nothing is done yet. */
    DELIVER_TAKEN,
    /** The recipient has the delivery, the database does not know. */
    DELIVER_CALLED,
    /** The database knows, the broker's message is not acknowledged. */
    DELIVER_RECORDED,
    /** A mailbox delivery is recorded and not one byte has left. */
    MAILBOX_RECORDED,
    /** Half of a payload has left. */
    PAYLOAD_MID_READ,
    /** A version of the configuration is written and not committed. */
    CONFIGURATION_WRITTEN,
    /** It is committed, and what runs is still the one before. */
    CONFIGURATION_COMMITTED;

    private static final int HALT = 137; // as after SIGKILL
    private static final @Nullable String ARMED = System.getProperty("hub.crash.point");
    private static final int NTH = Integer.getInteger("hub.crash.nth", 1);
    private static final AtomicInteger PASSES = new AtomicInteger();

    /** The word that arms it, for example {@code relay-before-send}. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    /** Does nothing, unless this point is armed and it is the nth time. */
    public void pass() {
        if (ARMED != null && ARMED.equals(word()) && PASSES.incrementAndGet() == NTH) {
            Runtime.getRuntime().halt(HALT);
        }
    }
}
