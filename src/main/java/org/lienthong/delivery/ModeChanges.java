package org.lienthong.delivery;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.lienthong.agency.Agencies;
import org.lienthong.agency.Agency;
import org.lienthong.agency.Delivery.Mode;
import org.lienthong.config.Configured;
import org.lienthong.config.Directories;
import org.lienthong.config.Edition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Lets what was accepted for an agency go the way that the agency is served today: what waits to be sent to one that now
 * fetches goes into its mailbox, and what lies unfetched in the mailbox of one that is now called goes into the outbox.
 */
final class ModeChanges implements Configured {

    private static final Logger LOG = LoggerFactory.getLogger(ModeChanges.class);

    private static final String TO_MAILBOX = """
            update delivery set mode = 0, state = 2, next_attempt_at = null, changed_at = :now
            where mode in (1, 2) and state in (0, 1) and recipient = any (:agencies)""";
    private static final String TO_OUTBOX = """
            update delivery set mode = :mode, state = 0, next_attempt_at = :now, changed_at = :now
            where mode = 0 and state = 2 and recipient = any (:agencies)""";
    private static final String OTHERWISE = """
            update delivery set mode = :mode where mode = :other and state in (0, 1) and recipient = any (:agencies)""";

    private final JdbcClient jdbc;
    private final Agencies agencies;
    private final Clock clock;

    ModeChanges(JdbcClient jdbc, Agencies agencies, Clock clock) {
        this.jdbc = jdbc;
        this.agencies = agencies;
        this.clock = clock;
    }

    @Override
    public void read(Directories files, Edition.Draft draft) {
        // What the agencies say is all that there is to it.
    }

    @Override
    public void changed() {
        apply();
    }

    /** To be called before anything is delivered; returns how many deliveries go another way than they would have. */
    int apply() {
        int moved = update(TO_MAILBOX, Mode.PULL, Mode.PULL);
        for (Mode mode : List.of(Mode.PUSH, Mode.JMS)) {
            Mode other = mode == Mode.PUSH ? Mode.JMS : Mode.PUSH;
            moved += update(TO_OUTBOX, mode, other) + update(OTHERWISE, mode, other);
        }
        if (moved > 0) {
            LOG.atWarn()
                    .addKeyValue("deliveries", moved)
                    .log("Agencies are served in another way than before; what was not delivered yet follows");
        }
        return moved;
    }

    private int update(String sql, Mode mode, Mode other) {
        // An array: a statement takes 65 535 parameters at most, and the axis lists more agencies than that.
        String[] ids = agencies.current().agencies().stream()
                .filter(agency -> agency.delivery().mode() == mode)
                .map(Agency::id)
                .toArray(String[]::new);
        if (ids.length == 0) {
            return 0;
        }
        return jdbc.sql(sql)
                .param("agencies", ids)
                .param("mode", mode.ordinal())
                .param("other", other.ordinal())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }
}
