package org.lienthong.mapping;

import net.sf.saxon.s9api.ExtensionFunction;
import net.sf.saxon.s9api.ItemType;
import net.sf.saxon.s9api.OccurrenceIndicator;
import net.sf.saxon.s9api.QName;
import net.sf.saxon.s9api.SequenceType;
import net.sf.saxon.s9api.XdmAtomicValue;
import net.sf.saxon.s9api.XdmValue;

/** {@link CodeFunction} in stylesheets. */
record XsltCodeFunction(CodeFunction codes) implements ExtensionFunction {

    static final String NAMESPACE = "urn:lienthong:mapping";

    private static final SequenceType ARGUMENT =
            SequenceType.makeSequenceType(ItemType.ANY_ATOMIC_VALUE, OccurrenceIndicator.ZERO_OR_ONE);

    @Override
    public QName getName() {
        return new QName(NAMESPACE, CodeFunction.NAME);
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
                codes.call(string(arguments[0]), string(arguments[1]), string(arguments[2]), string(arguments[3])));
    }

    private static String string(XdmValue value) {
        return value.isEmpty() ? "" : value.itemAt(0).getStringValue();
    }
}
