package org.lienthong.delivery;

import java.util.UUID;
import java.util.regex.Pattern;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;

/** Ids in paths: what is no id at all looks the same as an id that nobody has. */
final class PathIds {

    private static final Pattern ID = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

    private PathIds() {}

    static UUID parse(String text) {
        if (!ID.matcher(text).matches()) {
            throw notFound();
        }
        return UUID.fromString(text);
    }

    static ProblemException notFound() {
        return new ProblemException(
                ProblemType.NOT_FOUND, "There is nothing here for this caller.", "Không có nội dung này cho bên gọi.");
    }
}
