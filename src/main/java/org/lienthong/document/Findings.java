package org.lienthong.document;

import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lienthong.problem.Violation;

/** Reads checked values out of header elements and collects everything that is wrong with them. */
final class Findings {

    private static final Pattern AGENCY_CODE =
            Pattern.compile("[0-9A-ZÀ-ÃÈ-ÊÌÍÒ-ÕÙÚÝĂĐĨŨƠƯ\\x{1EA0}-\\x{1EF9}._/:&-]{1,50}");
    private static final int DOCUMENT_ID_LENGTH = 200;
    private static final int FIRST_YEAR = 1945;
    private static final int DUE_YEARS = 100;
    private static final int REPORTED = 50;

    private final List<Violation> violations = new ArrayList<>();
    private final LocalDateTime now;
    private boolean structural;

    Findings(Clock clock) {
        this.now = EdxmlTime.local(clock.instant());
    }

    void violation(String pointer, String detail) {
        structural = true;
        add(pointer, detail);
    }

    private void add(String pointer, String detail) {
        if (violations.size() < REPORTED) {
            violations.add(new Violation(pointer, detail));
        }
    }

    /** Throws when anything was found: a schema violation, or an invalid timestamp when only times are wrong. */
    void throwIfAny() {
        if (!violations.isEmpty()) {
            throw structural ? Refusals.schema(violations) : Refusals.time(violations);
        }
    }

    /** The only child of this name; a second one, which another reader might take instead, is a violation. */
    @Nullable
    Node single(Node parent, String name) {
        List<Node> found = parent.children(name);
        if (found.size() > 1) {
            violation(found.get(1).pointer(), "is given twice");
        }
        return found.isEmpty() ? null : found.get(0);
    }

    /** The text of a child that must be there; empty, and a violation, when it is not. */
    String required(@Nullable Node parent, String parentPointer, String name) {
        Node child = parent == null ? null : single(parent, name);
        if (child == null) {
            violation(parentPointer + "/" + name, "is missing");
            return "";
        }
        if (child.text().isEmpty()) {
            violation(child.pointer(), "is empty");
        }
        return child.text();
    }

    /** A required agency code, or an alias of one. */
    String agencyCode(@Nullable Node parent, String parentPointer) {
        String code = required(parent, parentPointer, "OrganId");
        checkAgencyCode(code, parentPointer + "/OrganId");
        return code;
    }

    void checkAgencyCode(@Nullable String code, String pointer) {
        if (code != null && !code.isEmpty() && !AGENCY_CODE.matcher(code).matches()) {
            violation(pointer, "may hold only the digits 0-9, capital letters and ._-/:&, at most 50");
        }
    }

    void checkDocumentId(@Nullable String id, String pointer) {
        if (id == null) {
            return;
        }
        if (id.length() > DOCUMENT_ID_LENGTH) {
            violation(pointer, "is longer than " + DOCUMENT_ID_LENGTH + " characters");
        }
        if (id.codePoints().anyMatch(Findings::isInvisible)) {
            violation(pointer, "holds a control or invisible character");
        }
    }

    private static boolean isInvisible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED -> true;
            default -> false;
        };
    }

    /** The day a document is of: in the past, or not far ahead, as some are post-dated; null when absent or wrong. */
    @Nullable
    LocalDate date(@Nullable Node node) {
        return node == null || node.text().isEmpty()
                ? null
                : date(node, now.toLocalDate().plusYears(1));
    }

    /** A date that may lie ahead. */
    @Nullable
    LocalDate dueDate(@Nullable Node node) {
        return node == null || node.text().isEmpty()
                ? null
                : date(node, now.toLocalDate().plusYears(DUE_YEARS));
    }

    private @Nullable LocalDate date(Node node, LocalDate latest) {
        Optional<LocalDate> date = EdxmlTime.parseDate(node.text());
        if (date.isEmpty()) {
            add(node.pointer(), "is not a date yyyy/MM/dd that exists");
            return null;
        }
        if (date.get().getYear() < FIRST_YEAR || date.get().isAfter(latest)) {
            add(node.pointer(), "lies before " + FIRST_YEAR + " or too far ahead");
        }
        return date.get();
    }

    /** When something was done: in the past, or at most a day ahead; null when absent or wrong. */
    @Nullable
    LocalDateTime time(@Nullable Node node) {
        return time(node, now.plusDays(1));
    }

    /** What an earlier system wrote by its own clock, which is no fault of the sender; null when absent or wrong. */
    @Nullable
    LocalDateTime hopTime(@Nullable Node node) {
        return time(node, now.plusYears(1));
    }

    private @Nullable LocalDateTime time(@Nullable Node node, LocalDateTime latest) {
        if (node == null || node.text().isEmpty()) {
            return null;
        }
        Optional<LocalDateTime> time = EdxmlTime.parseTime(node.text());
        if (time.isEmpty()) {
            add(node.pointer(), "is not a time yyyy/MM/dd HH:mm:ss that exists");
            return null;
        }
        if (time.get().getYear() < FIRST_YEAR || time.get().isAfter(latest)) {
            add(node.pointer(), "lies before " + FIRST_YEAR + " or too far ahead");
        }
        return time.get();
    }
}
