package org.lienthong.vxp;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lienthong.delivery.Kind;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.lienthong.problem.Violation;

/**
 * What a call asks for. Only these names are ever read from a request, with or without the SDK's prefix, in any letter
 * case; every other header of a caller ends here.
 */
final class Parameters {

    static final String PREFIX = "XroadVnpt-";

    /** The axis' parameter names, as its SDK spells them. */
    static final Set<String> NAMES = Set.of(
            "from",
            "to",
            "servicetype",
            "messagetype",
            "hash-file",
            "fromDate",
            "toDate",
            "status",
            "pageSize",
            "pageIndex",
            "docId",
            "filePath",
            "AgencyCode");

    private final Map<String, String> byName;
    private final boolean signed;

    /**
     * @param byName decoded values by lower-case name without prefix
     * @param signed whether a signature covers them
     */
    Parameters(Map<String, String> byName, boolean signed) {
        this.byName = Map.copyOf(byName);
        this.signed = signed;
    }

    /**
     * The parameters of a call whose headers need no signature.
     *
     * @throws ProblemException MALFORMED_REQUEST when the same parameter says two things
     */
    static Parameters ofHeaders(HttpServletRequest request) {
        Map<String, String> found = new HashMap<>();
        for (String name : NAMES) {
            for (String value : values(request, name)) {
                String before = found.putIfAbsent(key(name), value);
                if (before != null && !before.equals(value)) {
                    throw contradiction(name);
                }
            }
        }
        return new Parameters(found, false);
    }

    /** The decoded values of a parameter's headers, with and without prefix; usually one. */
    static List<String> values(HttpServletRequest request, String name) {
        List<String> plain = Collections.list(request.getHeaders(name));
        plain.addAll(Collections.list(request.getHeaders(PREFIX + name)));
        return plain.stream()
                .map(value -> HeaderText.decode(name, value))
                .filter(value -> !value.isEmpty())
                .toList();
    }

    static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    static ProblemException contradiction(String name) {
        return new ProblemException(
                ProblemType.MALFORMED_REQUEST,
                "Header " + name + " is there twice with different values.",
                "Tham số " + name + " xuất hiện hai lần với giá trị khác nhau.",
                new Violation(name, "contradicts another header of the same request"));
    }

    boolean signed() {
        return signed;
    }

    Optional<String> get(String name) {
        return Optional.ofNullable(byName.get(key(name))).filter(value -> !value.isEmpty());
    }

    /** @throws ProblemException MALFORMED_REQUEST when it is missing */
    String require(String name) {
        return get(name).orElseThrow(() -> refused(name, "is missing", "Thiếu tham số " + name + "."));
    }

    /**
     * Document or status, by {@code messagetype}; null when the call does not say.
     *
     * @throws ProblemException MALFORMED_REQUEST when it, or {@code servicetype}, is none of the axis' words
     */
    @Nullable
    Kind messageType() {
        requireServiceType();
        Optional<String> type = get("messagetype");
        if (type.isEmpty()) {
            return null;
        }
        return switch (key(type.get())) {
            case "edoc" -> Kind.DOCUMENT;
            case "status" -> Kind.STATUS;
            default -> throw refused("messagetype", "must be edoc or status", "messagetype là edoc hoặc status.");
        };
    }

    private void requireServiceType() {
        if (!get("servicetype").orElse("eDoc").equalsIgnoreCase("eDoc")) {
            throw refused("servicetype", "must be eDoc", "servicetype là eDoc.");
        }
    }

    /** A whole number within bounds, or the default when the call does not say. */
    int number(String name, int min, int max, int otherwise) {
        Optional<String> text = get(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(text.get());
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        throw refused(
                name, "must be a number from " + min + " to " + max, name + " là số từ " + min + " đến " + max + ".");
    }

    static ProblemException refused(String name, String wrong, String vi) {
        return new ProblemException(
                ProblemType.MALFORMED_REQUEST, "Parameter " + name + " " + wrong + ".", vi, new Violation(name, wrong));
    }
}
