package org.lienthong.mapping;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;
import org.lienthong.codelist.CodeLists;

/**
 * The one function of both languages, {@code code(list, code, day, what)}. What it throws is no error of the language, so
 * that no {@code xsl:try} can pass over it.
 */
final class CodeFunction {

    static final String NAME = "code";

    private final CodeLists lists;

    CodeFunction(CodeLists lists) {
        this.lists = lists;
    }

    /**
     * @param day {@code yyyy-MM-dd}
     * @throws org.lienthong.codelist.CodeException also when there is no code or no day
     */
    String call(@Nullable Object list, @Nullable Object code, @Nullable Object day, @Nullable Object what) {
        return lists.lookup(text(list), text(code), day(text(list), day), text(what));
    }

    private static LocalDate day(String list, @Nullable Object day) {
        try {
            return LocalDate.parse(text(day));
        } catch (DateTimeParseException e) {
            throw new MappingException(
                    NAME + "('" + list + "', …)", 0, "the day must be written as 2025-07-01, and be there", null);
        }
    }

    private static String text(@Nullable Object value) {
        if (value instanceof Double || value instanceof Float || value instanceof BigDecimal) {
            return new BigDecimal(value.toString()).stripTrailingZeros().toPlainString();
        }
        return value == null ? "" : value.toString();
    }
}
