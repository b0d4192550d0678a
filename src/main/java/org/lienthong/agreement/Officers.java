package org.lienthong.agreement;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lienthong.agency.Agency;
import org.lienthong.agency.AgencyCode;
import org.lienthong.agency.AgencyRegistry;

/**
 * Reads an officer's id. The hub does not know an agency's officers; but an id that begins with an agency's code
 * ({@code H41/cb-0012}, {@code h41.08.nvmau}) or ends in {@code @} and one says whose officer that is, and must not say
 * another agency's.
 */
final class Officers {

    private static final Pattern CODE_FIRST = Pattern.compile(
            "([A-Z][0-9]{2}(?:\\.[0-9A-Z]+)*|[0-9]{3}(?:\\.[0-9]{2}){2}" + "\\.[A-Z][0-9]{2})(?![0-9A-Za-z])");

    private Officers() {}

    /** Whether it names an officer of an agency that is neither this one nor one beneath it. */
    static boolean ofOtherAgency(String officer, Agency consumer, AgencyRegistry agencies, LocalDate day) {
        Agency named = agency(officer, agencies, day);
        return named != null
                && !isOf(named, consumer, agencies, day)
                && agencies.receiver(named, day)
                        .map(receiver -> !isOf(receiver, consumer, agencies, day))
                        .orElse(true);
    }

    private static boolean isOf(Agency named, Agency consumer, AgencyRegistry agencies, LocalDate day) {
        return agencies.covers(java.util.Set.of(consumer.id()), named.id(), day);
    }

    private static @Nullable Agency agency(String officer, AgencyRegistry agencies, LocalDate day) {
        int at = officer.lastIndexOf('@');
        String after = officer.substring(at + 1).toUpperCase(Locale.ROOT);
        if (at >= 0 && AgencyCode.wellFormed(after)) {
            Agency named = agencies.holder(after, day).orElse(null);
            if (named != null) {
                return named;
            }
        }
        Matcher first = CODE_FIRST.matcher(officer.toUpperCase(Locale.ROOT));
        String code = first.lookingAt() ? first.group(1) : "";
        while (!code.isEmpty()) {
            Agency named = agencies.holder(code, day).orElse(null);
            if (named != null) {
                return named;
            }
            code = code.substring(0, Math.max(0, code.lastIndexOf('.')));
        }
        return null;
    }

    /** Whether the id is one of those listed, or begins as one that ends in {@code *}; all do when none is listed. */
    static boolean listed(String officer, List<String> patterns) {
        return patterns.isEmpty()
                || patterns.stream()
                        .anyMatch(pattern -> pattern.endsWith("*")
                                ? officer.startsWith(pattern.substring(0, pattern.length() - 1))
                                : officer.equals(pattern));
    }
}
