package org.lienthong.console;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.lienthong.delivery.Kind;
import org.lienthong.operation.deadletter.ReasonGroup;

/** Says in the reader's language what a proposal is about; it is kept in one line of English words, codes and times. */
final class OrderWords {

    private static final Set<String> LINKS =
            Set.of("to", "from", "because", "kind", "since", "until", "urgent", "deliveries", "exchange");

    private OrderWords() {}

    /** @param summary as {@link org.lienthong.consent.Order} has it, for example {@code 3 to H57 because no-answer} */
    static String said(String summary, Words words) {
        return Arrays.stream(summary.split(" ")).map(word -> word(word, words)).collect(Collectors.joining(" "));
    }

    private static String word(String word, Words words) {
        boolean more = word.endsWith(",");
        String bare = more ? word.substring(0, word.length() - 1) : word;
        return translated(bare, words) + (more ? "," : "");
    }

    private static String translated(String word, Words words) {
        if (LINKS.contains(word)) {
            return words.say("summary." + word);
        }
        if (Arrays.stream(ReasonGroup.values()).anyMatch(group -> group.word().equals(word))) {
            return words.say("group." + word);
        }
        if (Arrays.stream(Kind.values()).anyMatch(kind -> kind.wireName().equals(word))) {
            return words.say("kind." + word);
        }
        try {
            return words.time(Instant.parse(word));
        } catch (DateTimeParseException e) {
            return words.agency(word);
        }
    }
}
