package org.lienthong.audit.publish;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class PublisherTroublesTest {

    private final AtomicLong now = new AtomicLong(1);
    private final Logger logger = (Logger) LoggerFactory.getLogger("troubles");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final PublisherTroubles troubles = new PublisherTroubles(logger, now::get);

    @BeforeEach
    void listen() {
        logger.detachAndStopAllAppenders();
        logger.setAdditive(false);
        logger.setLevel(Level.INFO);
        logger.addAppender(lines);
        lines.start();
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    @Test
    void anHourWithoutADatabaseIsAnHourOfLinesOnePerMinute() {
        for (int second = 0; second < 3600; second++) {
            troubles.failed(new SQLException("connection refused\nat length"));
            pass(Duration.ofSeconds(1));
        }
        troubles.succeeded();
        troubles.succeeded();

        assertThat(lines.list).hasSize(61);
        assertThat(lines.list)
                .filteredOn(event -> event.getLevel() == Level.WARN)
                .hasSize(60);
        assertThat(lines.list)
                .allSatisfy(event -> assertThat(event.getThrowableProxy()).isNull());
        assertThat(lines.list.get(0).getFormattedMessage()).endsWith("SQLException: connection refused");
        assertThat(lines.list.get(60).getFormattedMessage()).contains("again, after 3600 s");
    }

    @Test
    void aBugShowsWhereItIs() {
        troubles.failed(new IllegalStateException("no"));

        assertThat(lines.list.get(0).getThrowableProxy()).isNotNull();
    }
}
