package org.lienthong.check;

import org.lienthong.agreement.Text;

/**
 * One thing that a check looks for.
 *
 * @param id short name, as findings carry it
 * @param error whether a hub refuses to run with it; else it is a warning
 * @param what one sentence
 * @param remedy one sentence that says what to do
 */
public record Rule(String id, boolean error, Text what, Text remedy) {

    /** What it is, in {@code vi} or any other language. */
    public String what(String language) {
        return in(what, language);
    }

    /** What to do, in {@code vi} or any other language. */
    public String remedy(String language) {
        return in(remedy, language);
    }

    private static String in(Text text, String language) {
        return language.equals("vi") ? text.vi() : text.en();
    }
}
