package org.lienthong.agency;

import java.util.List;

/** What a code leads to. */
public sealed interface Resolution {

    /**
     * @param agency holds the code or alias
     * @param receiver receives for it, after all mergers; the same agency when there were none
     */
    record Found(Agency agency, Agency receiver) implements Resolution {}

    /**
     * The agency was split and no rule says who receives: an operator decides.
     *
     * @param candidates those among whom to decide, each of them receiving today
     */
    record Undecided(Agency agency, List<Agency> candidates) implements Resolution {
        public Undecided {
            candidates = List.copyOf(candidates);
        }
    }

    /**
     * Nobody holds the code, or who held it closed without a successor.
     *
     * @param code as it was asked for
     */
    record Unknown(String code) implements Resolution {}
}
