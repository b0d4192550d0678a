package org.lienthong.mapping;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import net.sf.saxon.s9api.ExtensionFunction;
import net.sf.saxon.s9api.ItemType;
import net.sf.saxon.s9api.OccurrenceIndicator;
import net.sf.saxon.s9api.QName;
import net.sf.saxon.s9api.SequenceType;
import net.sf.saxon.s9api.XdmAtomicValue;
import net.sf.saxon.s9api.XdmValue;
import org.jspecify.annotations.Nullable;
import org.lienthong.codelist.CodeLists;

/**
 * The one function of both languages, {@code code(list, code, day, what)}. What it throws is no error of the language, so
 * that no {@code xsl:try} can pass over it.
 */
final class CodeFunction implements ExtensionFunction {

    static final String NAMESPACE = "urn:lienthong:mapping";
    static final String NAME = "code";

    private static final SequenceType ARGUMENT =
            SequenceType.makeSequenceType(ItemType.ANY_ATOMIC_VALUE, OccurrenceIndicator.ZERO_OR_ONE);

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

    @Override
    public QName getName() {
        return new QName(NAMESPACE, NAME);
    }

    @Override
    public SequenceType getResultType() {
        return SequenceType.makeSequenceType(ItemType.STRING, OccurrenceIndicator.ONE);
    }

    @Override
    public SequenceType[] getArgumentTypes() {
        return new SequenceType[] {ARGUMENT, ARGUMENT, ARGUMENT, ARGUMENT};
    }

    @Override
    public XdmValue call(XdmValue[] arguments) {
        return new XdmAtomicValue(
                call(string(arguments[0]), string(arguments[1]), string(arguments[2]), string(arguments[3])));
    }

    private static String string(XdmValue value) {
        return value.isEmpty() ? "" : value.itemAt(0).getStringValue();
    }
}
