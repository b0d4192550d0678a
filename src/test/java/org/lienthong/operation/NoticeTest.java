package org.lienthong.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NoticeTest {

    /** A Sunday in Vietnam. */
    private static final Instant NOW = Instant.parse("2026-11-22T03:00:00Z");

    @Test
    void countsWorkingDaysAfterToday() {
        assertThat(new Notice(7, Set.of()).earliest(NOW)).isEqualTo("2026-12-01");
        assertThat(new Notice(0, Set.of()).earliest(NOW)).isEqualTo("2026-11-22");
    }

    @Test
    void leavesOutHolidays() {
        Notice notice = new Notice(7, Set.of(LocalDate.parse("2026-11-24"), LocalDate.parse("2026-11-28")));
        assertThat(notice.earliest(NOW)).isEqualTo("2026-12-02");
    }

    @Test
    void takesTheDayInVietnam() {
        Notice notice = new Notice(7, Set.of());
        assertThat(notice.suffices(NOW, Instant.parse("2026-11-30T17:00:00Z"))).isTrue();
        assertThat(notice.suffices(NOW, Instant.parse("2026-11-30T16:59:59Z"))).isFalse();
    }
}
