package org.lienthong.console;

import java.util.Arrays;
import org.lienthong.operation.deadletter.ReasonGroup;
import org.lienthong.problem.ProblemType;

/** Says in the reader's language what the hub records in English: what a recipient answered, why a call was refused. */
final class Reasons {

    private static final String ANSWERED = "answered ";

    private Reasons() {}

    /** @param recorded a reason of a delivery, a problem's slug, or what a person wrote; the last stays as it is */
    static String said(String recorded, Words words) {
        if (recorded.startsWith(ANSWERED)) {
            return words.say("story.answered", recorded.substring(ANSWERED.length()));
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
