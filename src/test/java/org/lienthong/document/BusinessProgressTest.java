package org.lienthong.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;

class BusinessProgressTest {

    private static final LocalDateTime START = LocalDateTime.of(2026, 11, 20, 9, 0);

    /** Codes as on the wire, {@code R} and {@code U} for a recall or update document; a minute passes between them. */
    private static List<BusinessEvent> history(String steps) {
        List<BusinessEvent> events = new ArrayList<>();
        LocalDateTime at = START;
        for (String step : steps.split(" ")) {
            at = at.plusMinutes(1);
            events.add(event(step, at));
        }
        return events;
    }

    private static BusinessEvent event(String step, LocalDateTime at) {
        return switch (step) {
            case "R" -> BusinessEvent.recallDocument(at);
            case "U" -> BusinessEvent.updateDocument(at);
            default -> BusinessEvent.status(StatusCode.ofWire(step).orElseThrow(), at, step.equals("13"));
        };
    }

    private static BusinessProgress strictly(String steps) {
        BusinessProgress progress = BusinessProgress.sent();
        for (BusinessEvent event : history(steps)) {
            progress = progress.after(event);
        }
        return progress;
    }

    @ParameterizedTest
    @CsvSource({
        "01, ARRIVED",
        "01 02, REFUSED",
        "01 03, RECEIVED",
        "03 01, RECEIVED",
        "01 01 03 03, RECEIVED",
        "01 03 06, COMPLETED",
        "05 04 03 01, PROCESSING",
        "02 03, RECEIVED",
        "03 02, RECEIVED",
        "01 03 06 03 01, COMPLETED",
        "13, SENT",
        "01 13 15, RECALLED",
        "01 13 13 15 15, RECALLED",
        "01 13 16, ARRIVED",
        "03 13 16 13 15, RECALLED",
        "03 R 15, RECALLED",
        "06 R 15, RECALLED",
        "03 U 15, RECEIVED",
        "03 U 16, RECEIVED",
        "01 13 15 03, RECALLED",
        "01 13 03 16, RECEIVED"
    })
    void leadsTo(String steps, BusinessState state) {
        assertThat(strictly(steps).state()).isEqualTo(state);
        assertThat(BusinessProgress.of(history(steps)).state()).isEqualTo(state);
    }

    @ParameterizedTest
    @CsvSource({"15", "16", "01 15", "06 13", "06 03", "03 06 02", "13 16 15", "13 15 16"})
    void refusesTheLastStepOf(String steps) {
        assertThatThrownBy(() -> strictly(steps))
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.type()).isEqualTo(ProblemType.INVALID_TRANSITION));
    }

    @Test
    void acceptsAStatusThatWasOvertaken() {
        BusinessProgress completed = BusinessProgress.sent().after(event("06", START));

        assertThat(completed.after(event("03", START.minusHours(1))).state()).isEqualTo(BusinessState.COMPLETED);
    }

    @Test
    void refusesAStepOfTheOtherSide() {
        BusinessProgress sent = BusinessProgress.sent();

        assertThatThrownBy(() -> sent.after(BusinessEvent.status(StatusCode.RECALL_REQUESTED, START, false)))
                .isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> sent.after(BusinessEvent.status(StatusCode.RECEIVED, START, true)))
                .isInstanceOf(ProblemException.class);
    }

    @Test
    void leavesOutOfAStoredHistoryWhatWasNotPossible() {
        assertThat(BusinessProgress.of(history("15 01")).state()).isEqualTo(BusinessState.ARRIVED);
    }
}
