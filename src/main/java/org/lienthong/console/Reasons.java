package org.lienthong.console;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lienthong.agreement.DenialReason;
import org.lienthong.operation.deadletter.ReasonGroup;
import org.lienthong.problem.ProblemType;

/** Says in the reader's language what the hub records in English: what a recipient answered, why a call was refused. */
final class Reasons {

    private static final String ANSWERED = "answered ";
    private static final String NO_ANSWER = "no answer: ";

    /** Of a part of the hub's health. */
    private static final Pattern IN_TIME = Pattern.compile("no answer within ([0-9]+) s");

    /** Of health, too: {@code org.example.OddException: what it says}. */
    private static final Pattern THROWN =
            Pattern.compile("(?:[a-z0-9_]+\\.)+([A-Z]\\w*(?:Exception|Error))(?::.*)?", Pattern.DOTALL);

    private static final List<DenialReason> DENIALS = List.of(DenialReason.values());

    private Reasons() {}

    /** @param recorded a reason of a delivery, a problem's slug, or what a person wrote; the last stays as it is */
    static String said(String recorded, Words words) {
        if (recorded.startsWith(ANSWERED)) {
            return words.say("story.answered", recorded.substring(ANSWERED.length()));
        }
        if (recorded.startsWith(NO_ANSWER)) {
            String failure = recorded.substring(NO_ANSWER.length());
            return words.say("story.no-answer", words.word("failure.", failure));
        }
        Matcher thrown = THROWN.matcher(recorded);
        if (thrown.matches()) {
            return words.word("failure.", thrown.group(1));
        }
        Matcher late = IN_TIME.matcher(recorded);
        if (late.matches()) {
            return words.say("health.no-answer", late.group(1));
        }
        if (DENIALS.stream().anyMatch(reason -> reason.slug().equals(recorded))) {
            return words.say("denial." + recorded);
        }
        ReasonGroup group = ReasonGroup.of(recorded);
        if (group != ReasonGroup.OTHER && Words.isVietnamese()) {
            return words.say("group." + group.word()) + " (" + recorded + ")";
        }
        return Arrays.stream(ProblemType.values())
                .filter(type -> type.slug().equals(recorded))
                .findFirst()
                .map(type -> Words.isVietnamese() ? type.titleVi() : type.title())
                .orElse(recorded);
    }
}
