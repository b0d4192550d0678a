package org.lienthong.operation;

import java.time.Clock;
import org.lienthong.delivery.HeldRecipients;
import org.lienthong.testing.TestDatabase;
import org.springframework.jdbc.core.simple.JdbcClient;

/** For tests of what asks whether something waits. */
public final class TestHolds {

    private TestHolds() {}

    /** Nothing waits. */
    public static Holds none(Clock clock) {
        return new Holds(new OrderRows(JdbcClient.create(TestDatabase.empty())), new HeldRecipients(), clock);
    }
}
