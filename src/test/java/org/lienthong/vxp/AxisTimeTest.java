package org.lienthong.vxp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;

class AxisTimeTest {

    private static final Duration WINDOW = Duration.ofMinutes(15);

    @ParameterizedTest
    @CsvSource({
        "20112026T083000+0250, 2026-11-20T01:30:00.250Z",
        "20112026T083000+250,  2026-11-20T01:30:00.250Z",
        "20112026T083000+0700, 2026-11-20T01:30:00.700Z",
        "20112026T083000,      2026-11-20T01:30:00Z",
        "20112026T083000Z,     2026-11-20T08:30:00Z",
        "20112026T083000-0500, 2026-11-20T13:30:00Z",
        "20112026T083000+1000, 2026-11-19T22:30:00Z",
    })
    void readsMillisecondsOrAnOffsetAfterThePlus(String timestamp, Instant instant) {
        assertThat(AxisTime.readings(timestamp)).containsExactly(instant);
    }

    @Test
    void plusZeroIsEither() {
        assertThat(AxisTime.readings("20112026T083000+0000"))
                .containsExactly(Instant.parse("2026-11-20T01:30:00Z"), Instant.parse("2026-11-20T08:30:00Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "now",
                "2026-11-20T08:30:00Z",
                "31022026T083000+0000",
                "20112026T240000+0000",
                "20112026T083000+9999",
                "20112026T083000+00000"
            })
    void knowsWhatIsNoTimestamp(String timestamp) {
        assertThat(AxisTime.readings(timestamp)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-20T01:30:00Z, true",
        "2026-11-20T01:44:59Z, true",
        "2026-11-20T01:15:01Z, true",
        "2026-11-20T01:46:00Z, false",
        "2026-11-20T01:14:00Z, false",
    })
    void holdsTheWindowEitherWay(Instant now, boolean recent) {
        assertThat(AxisTime.isRecent("20112026T083000+0250", now, WINDOW)).isEqualTo(recent);
    }

    @ParameterizedTest
    @CsvSource({
        "2026/11/20,          2026-11-19T17:00:00Z, 2026-11-20T17:00:00Z",
        "20/11/2026,          2026-11-19T17:00:00Z, 2026-11-20T17:00:00Z",
        "2026-11-20,          2026-11-19T17:00:00Z, 2026-11-20T17:00:00Z",
        "2026/11/20 08:30:00, 2026-11-20T01:30:00Z, 2026-11-20T01:30:01Z",
        "20/11/2026 08:30:00, 2026-11-20T01:30:00Z, 2026-11-20T01:30:01Z",
    })
    void readsBothOrdersOfADate(String text, Instant from, Instant to) {
        assertThat(AxisTime.from("fromDate", text)).isEqualTo(from);
        assertThat(AxisTime.to("toDate", text)).isEqualTo(to);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "2026/02/30", "30/02/2026", "2026/11/20 24:00:00", "11/2026"})
    void refusesWhatIsNoDate(String text) {
        assertThatThrownBy(() -> AxisTime.from("fromDate", text))
                .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.type())
                        .isEqualTo(ProblemType.INVALID_TIMESTAMP));
    }

    @Test
    void writesTheTimeOfVietnam() {
        assertThat(AxisTime.format(Instant.parse("2026-11-20T18:30:05Z"))).isEqualTo("2026/11/21 01:30:05");
    }
}
