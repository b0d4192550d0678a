package org.lienthong.service;

import com.networknt.schema.regex.RegularExpression;
import com.networknt.schema.regex.RegularExpressionFactory;
import com.networknt.schema.regex.RegularExpressions;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * The patterns of schemas, each with a limit to how often it looks at the characters of a value: what a steward wrote and
 * what a caller sends may together take for ever, and Java cannot be told to stop.
 */
final class BoundedPatterns implements RegularExpressionFactory {

    private static final int LOOKS = 5_000_000;

    @Override
    public RegularExpression getRegularExpression(String text) {
        Pattern pattern = Pattern.compile(
                RegularExpressions.replaceLongformCharacterProperties(RegularExpressions.replaceDollarAnchors(text)));
        return value -> {
            try {
                return pattern.matcher(new Counted(value, new AtomicInteger(LOOKS)))
                        .find();
            } catch (TooMuch | StackOverflowError e) {
                return false; // not known to be right, so it is not taken
            }
        };
    }

    /** A value that is looked at so often and no more. */
    private record Counted(CharSequence text, AtomicInteger left) implements CharSequence {

        @Override
        public char charAt(int index) {
            if (left.decrementAndGet() < 0) {
                throw new TooMuch();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new Counted(text.subSequence(start, end), left);
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }

    private static final class TooMuch extends RuntimeException {
        TooMuch() {
            super("too much", null, false, false);
        }
    }
}
