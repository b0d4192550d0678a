package org.lienthong.crash;

import java.util.List;
import java.util.Map;

/**
 * The hub when nothing is under way.
 *
 * @param stories by exchange id
 * @param waiting deliveries in the database that are not done, described
 * @param operatorItems deliveries that wait for an operator
 * @param queued messages by queue, where there are any
 * @param leftovers files of unfinished work
 * @param audit the log's shape
 * @param broken what is wrong with the published log, compared with every checkpoint that was ever seen of it
 */
record AtRest(
        Map<String, Story> stories,
        List<String> waiting,
        List<String> operatorItems,
        Map<String, Long> queued,
        List<String> leftovers,
        Audit audit,
        List<String> broken) {

    /**
     * What the hub tells about one exchange.
     *
     * @param states of its deliveries, by recipient
     * @param modes of its deliveries, by recipient
     */
    record Story(Map<String, String> states, Map<String, String> modes, List<Event> history) {}

    /** @param recipient whose copy it is about; null for an acceptance */
    record Event(String word, String recipient) {}

    /**
     * @param entries how many there are
     * @param first lowest index
     * @param last highest index
     * @param head the next index by the sequencer
     * @param earlierIntact whether all entries that were there at the last look still are, unchanged
     */
    record Audit(long entries, long first, long last, long head, boolean earlierIntact) {

        boolean isGapFree() {
            return entries == 0 ? head == 0 : first == 0 && last == entries - 1 && head == entries;
        }
    }
}
