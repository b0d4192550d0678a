package org.lienthong.dossier.statistics;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What the indicators need to know of an administrative procedure (TTHC) at some time.
 *
 * @param code without the owner's suffix, {@code 1.001193}
 * @param name in Vietnamese
 * @param field {@code MaLinhVuc}
 * @param fieldName {@code TenLinhVuc}
 * @param time the longest time that the law leaves, in {@code unit}
 * @param fee whether a fee or charge is due
 * @param paper whether its result is a paper
 * @param from first day, or null when it was always so
 * @param to first day on which it is no longer so, or null
 */
public record Procedure(
        String code,
        String name,
        String field,
        String fieldName,
        int time,
        Unit unit,
        boolean fee,
        boolean paper,
        @Nullable LocalDate from,
        @Nullable LocalDate to) {

    /** {@code DONVITINH} of the time. */
    public enum Unit {
        WORKING_DAY("working-day", 86_400),
        DAY("day", 86_400),
        HOUR("hour", 3_600);

        private final String word;
        private final int seconds;

        Unit(String word, int seconds) {
            this.word = word;
            this.seconds = seconds;
        }

        public String word() {
            return word;
        }

        int seconds() {
            return seconds;
        }

        static Unit of(String word) {
            for (Unit unit : values()) {
                if (unit.word.equals(word)) {
                    return unit;
                }
            }
            throw new IllegalArgumentException("unit must be working-day, day or hour: '" + word + "'");
        }
    }

    public Procedure {
        if (code.isBlank() || time < 1) {
            throw new IllegalArgumentException("a procedure has a code and a time of at least 1: '" + code + "'");
        }
    }

    boolean validOn(LocalDate day) {
        return (from == null || !day.isBefore(from)) && (to == null || day.isBefore(to));
    }
}
