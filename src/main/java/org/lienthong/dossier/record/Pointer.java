package org.lienthong.dossier.record;

/** Where in a record the reader is, written out only when it is asked for (RFC 6901). */
final class Pointer {

    private final Object[] steps = new Object[16];
    private int depth;

    void reset() {
        depth = 0;
    }

    void enter(String name) {
        steps[depth++] = name;
    }

    void enter(int index) {
        steps[depth++] = index;
    }

    void leave() {
        depth--;
    }

    @Override
    public String toString() {
        return text(depth);
    }

    /** Of what holds the value. */
    String parent() {
        return text(depth - 1);
    }

    /** Of a property of the value. */
    String with(String name) {
        return text(depth) + '/' + name;
    }

    private String text(int upTo) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < upTo; i++) {
            text.append('/').append(shown(steps[i]));
        }
        return text.toString();
    }

    /** A name that a sender made up could hold anything, and pointers are written to logs and tables. */
    private static String shown(Object step) {
        String text = step.toString();
        return text.length() <= 64 && text.chars().allMatch(Pointer::isPlain) ? text : "?";
    }

    private static boolean isPlain(int c) {
        return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c == '_' || c == '@' || c == '$';
    }
}
