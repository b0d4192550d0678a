package org.lienthong.check;

/**
 * One thing that a check looks for.
 *
 * @param id short name, as findings carry it
 * @param error whether a hub refuses to run with it; else it is a warning
 * @param what one sentence
 * @param remedy one sentence that says what to do
 */
public record Rule(String id, boolean error, Text what, Text remedy) {

    /** A sentence in both languages. */
    public record Text(String vi, String en) {

        /** In the language asked for, {@code vi} or any other. */
        public String in(String language) {
            return language.equals("vi") ? vi : en;
        }
    }
}
