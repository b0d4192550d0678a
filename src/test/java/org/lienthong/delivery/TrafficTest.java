package org.lienthong.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TrafficTest extends DeliveryTest {

    private static final Instant START = Instant.parse("2026-11-22T03:00:00Z");

    private Traffic traffic;

    @BeforeEach
    void traffic() {
        traffic = new Traffic(hub.jdbc, clock);
    }

    @Test
    void countsEachMinuteByKind() {
        hub.accept("G22", document());
        clock.advance(Duration.ofMinutes(1));
        hub.accept("G22", document(9101));
        hub.accept("H41", status("03-received"));
        assertThat(traffic.minutes(3))
                .extracting(Traffic.Minute::start, Traffic.Minute::documents, Traffic.Minute::statuses)
                .containsExactly(
                        tuple(START.minusSeconds(60), 0L, 0L),
                        tuple(START, 1L, 0L),
                        tuple(START.plusSeconds(60), 1L, 1L));
    }

    @Test
    void aMinuteThatIsOverIsCountedOnce() {
        hub.accept("G22", document());
        clock.advance(Duration.ofMinutes(4));
        assertThat(traffic.minutes(5).get(0).all()).isEqualTo(1);
        hub.jdbc.sql("truncate exchange, delivery, payload_piece").update();
        assertThat(traffic.minutes(6).get(1).all()).isEqualTo(1);
        assertThat(new Traffic(hub.jdbc, clock).minutes(6).get(1).all()).isZero();
    }

    @Test
    void tellsWhatWaitsForWhom() {
        hub.accept("G22", document());
        clock.advance(SOON);
        UUID dead = hub.delivery(hub.accept("G22", document(9101)), "G15");
        hub.jdbc
                .sql("update delivery set state = 6, next_attempt_at = null where id = ?")
                .param(dead)
                .update();
        assertThat(traffic.waiting())
                .extracting(
                        Traffic.Waiting::agency,
                        Traffic.Waiting::waiting,
                        Traffic.Waiting::oldest,
                        Traffic.Waiting::mailbox,
                        Traffic.Waiting::oldestMail,
                        Traffic.Waiting::dead)
                .containsExactly(tuple("G15", 1L, START, 0L, null, 1L), tuple("H41", 0L, null, 2L, START, 0L));
    }

    @Test
    void tellsWhoSentToWhomWithinTheHour() {
        hub.accept("G22", document());
        clock.advance(Duration.ofMinutes(50));
        hub.accept("H41", status("03-received"));
        assertThat(traffic.flows())
                .extracting(Traffic.Flow::sender, Traffic.Flow::recipient, Traffic.Flow::count, Traffic.Flow::last)
                .containsExactly(
                        tuple("G22", "G15", 1L, START),
                        tuple("G22", "H41", 1L, START),
                        tuple("H41", "G22", 1L, clock.instant()));
        clock.advance(Duration.ofMinutes(20));
        assertThat(new Traffic(hub.jdbc, clock).flows())
                .extracting(Traffic.Flow::sender)
                .containsExactly("H41");
    }
}
