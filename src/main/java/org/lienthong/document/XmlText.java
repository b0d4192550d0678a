package org.lienthong.document;

/** Character data for XML 1.0. */
final class XmlText {

    private XmlText() {}

    /** Appends {@code text} escaped; throws on characters that XML 1.0 cannot carry. */
    static void escape(String text, StringBuilder xml) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> xml.append("&amp;");
                case '<' -> xml.append("&lt;");
                case '>' -> xml.append("&gt;");
                case '\r' -> xml.append("&#13;");
                default -> xml.append(checked(text, i));
            }
        }
    }

    private static char checked(String text, int i) {
        char c = text.charAt(i);
        boolean control = c < 0x20 && c != '\t' && c != '\n';
        boolean loneLow = Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
        boolean loneHigh = Character.isHighSurrogate(c)
                && (i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1)));
        if (control || loneLow || loneHigh || c >= 0xFFFE) {
            throw new IllegalArgumentException("U+%04X cannot stand in XML".formatted((int) c));
        }
        return c;
    }
}
