package org.lienthong.agency;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lienthong.config.Position;

/**
 * One thing that a reorganisation does to one agency, from the beginning of a day in Vietnam on. What was before that day
 * stays as it was.
 */
sealed interface AgencyChange {

    /** Where the file says so. */
    Position at();

    /** The first day on which it is so. */
    LocalDate from();

    /** The id of the agency that changes. */
    String agency();

    /** It became part of another. */
    record Merged(Position at, LocalDate from, String agency, String into) implements AgencyChange {}

    /**
     * Several take over.
     *
     * @param receiver the part that receives what is addressed to the whole, or null when an operator decides each time
     */
    record Split(
            Position at,
            LocalDate from,
            String agency,
            List<Part> parts,
            @Nullable String receiver) implements AgencyChange {
        public Split {
            parts = List.copyOf(parts);
        }
    }

    /**
     * One of those that take over.
     *
     * @param units ids of the units that go with it
     */
    record Part(Position at, String agency, List<String> units) {
        public Part {
            units = List.copyOf(units);
        }
    }

    /** It is called otherwise. */
    record Renamed(
            Position at,
            LocalDate from,
            String agency,
            String vi,
            @Nullable String en) implements AgencyChange {}

    /** It holds another code; codes of other schemes stay. */
    record Recoded(Position at, LocalDate from, String agency, AgencyCode.Scheme scheme, String code)
            implements AgencyChange {}

    /** Another agency is above it. */
    record Moved(Position at, LocalDate from, String agency, String parent) implements AgencyChange {}

    /** It ends, and nobody takes over. */
    record Dissolved(Position at, LocalDate from, String agency) implements AgencyChange {}
}
