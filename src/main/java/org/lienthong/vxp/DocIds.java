package org.lienthong.vxp;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.lienthong.problem.ProblemType;
import org.lienthong.problem.StandardDetail;

/** The axis' {@code docId}: a delivery's id where something is received, an exchange's where it is sent. */
final class DocIds {

    private static final Pattern UUID_TEXT =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    private DocIds() {}

    static Optional<UUID> parse(String text) {
        return UUID_TEXT.matcher(text).matches() ? Optional.of(UUID.fromString(text)) : Optional.empty();
    }

    /** @throws org.lienthong.problem.ProblemException NOT_FOUND for what cannot be an id: it names nothing */
    static UUID require(Parameters parameters) {
        return parse(parameters.require("docId")).orElseThrow(() -> StandardDetail.of(ProblemType.NOT_FOUND));
    }
}
