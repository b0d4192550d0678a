package org.lienthong.agency;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who takes over from an agency. It changes who receives; the agency keeps its codes and may go on sending.
 *
 * @param from first day on which the successors receive
 * @param agencies ids of the successors: one after a merger, several after a split
 * @param receiver the successor that receives, or null when an operator decides each time
 */
public record Succession(
        LocalDate from, List<String> agencies, @Nullable String receiver) {

    public Succession {
        agencies = List.copyOf(agencies);
        if (agencies.isEmpty()) {
            throw new IllegalArgumentException("a succession names at least one agency");
        }
        if (receiver != null && !agencies.contains(receiver)) {
            throw new IllegalArgumentException("the receiver " + receiver + " is not among the successors");
        }
    }

    /** The agency became part of another. */
    public static Succession mergedInto(String agency, LocalDate from) {
        return new Succession(from, List.of(agency), agency);
    }
}
