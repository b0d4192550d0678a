package org.lienthong.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The look-ups and literals of a JSONata or XPath expression. Comments, texts, names and signs are told apart as the
 * languages do, so that what stands in a comment or inside a text is no call. An expression that is broken gives what was
 * understood of it: others say what is wrong.
 */
final class Expression {

    private static final String SIGNS = "()[]{},";
    private static final Set<String> COMPARING = Set.of("=", "!=", "in", "eq", "ne");
    private static final int LIST = 0;
    private static final int CODE = 1;
    private static final int INTO = 3;

    /**
     * A piece of an expression.
     *
     * @param at offset
     * @param text of a literal its value, else what stands there
     */
    private record Token(int at, String text, boolean literal) {}

    /**
     * A call of {@code $code} or {@code hub:code}: list, code, day, other list.
     *
     * @param code the code when it stands there itself, else null
     * @param asked what stands for the code, without blanks
     */
    record Lookup(
            int at,
            @Nullable String list,
            @Nullable String code,
            String asked,
            @Nullable String into) {}

    /**
     * A text in quotes that is no argument of a look-up.
     *
     * @param other what it is compared with, without blanks; empty when with nothing
     */
    record Literal(int at, String text, String other) {}

    private final String text;
    private final boolean jsonata;
    private final List<Token> tokens = new ArrayList<>();
    private final List<Lookup> lookups = new ArrayList<>();
    private final List<Literal> literals = new ArrayList<>();

    private Expression(String text, boolean jsonata) {
        this.text = text;
        this.jsonata = jsonata;
    }

    /** @param offset of the expression in its file */
    static Expression jsonata(String text, int offset) {
        return new Expression(text, true).read(offset);
    }

    /** @param offset of the expression in its file */
    static Expression xpath(String text, int offset) {
        return new Expression(text, false).read(offset);
    }

    List<Lookup> lookups() {
        return lookups;
    }

    List<Literal> literals() {
        return literals;
    }

    private Expression read(int offset) {
        int i = 0;
        while (i < text.length()) {
            i = next(i, offset);
        }
        Set<Integer> arguments = new HashSet<>();
        for (int t = 0; t + 1 < tokens.size(); t++) {
            boolean call = is(t, jsonata ? "$code" : "hub:code") && is(t + 1, "(");
            if (call) {
                lookup(t, arguments);
            }
        }
        for (int t = 0; t < tokens.size(); t++) {
            if (tokens.get(t).literal() && !arguments.contains(t)) {
                literals.add(new Literal(tokens.get(t).at(), tokens.get(t).text(), compared(t)));
            }
        }
        return this;
    }

    private int next(int i, int offset) {
        char c = text.charAt(i);
        if (Character.isWhitespace(c)) {
            return i + 1;
        }
        if (text.startsWith(jsonata ? "/*" : "(:", i)) {
            return comment(i);
        }
        if (c == '\'' || c == '"') {
            return quoted(i, c, offset);
        }
        if (jsonata && c == '`') {
            int end = text.indexOf('`', i + 1);
            return add(i, end < 0 ? text.length() : end + 1, offset);
        }
        if (jsonata && c == '/' && expectsValue()) {
            return pattern(i, offset);
        }
        if (isName(c)) {
            int end = i + 1;
            while (end < text.length() && (isName(text.charAt(end)) || !jsonata && isInside(text.charAt(end)))) {
                end++;
            }
            return add(i, end, offset);
        }
        if (SIGNS.indexOf(c) >= 0) {
            return add(i, i + 1, offset);
        }
        return add(i, text.startsWith("!=", i) || text.startsWith(":=", i) ? i + 2 : i + 1, offset);
    }

    private static boolean isName(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '$' || c == '@';
    }

    /** A prefix and hyphens belong to names of XPath. */
    private static boolean isInside(char c) {
        return c == ':' || c == '-';
    }

    private int add(int from, int to, int offset) {
        tokens.add(new Token(offset + from, text.substring(from, to), false));
        return to;
    }

    private int comment(int from) {
        if (jsonata) {
            int end = text.indexOf("*/", from + 2);
            return end < 0 ? text.length() : end + 2;
        }
        int depth = 0;
        int i = from;
        do {
            if (text.startsWith("(:", i)) {
                depth++;
                i += 2;
            } else if (text.startsWith(":)", i)) {
                depth--;
                i += 2;
            } else {
                i++;
            }
        } while (depth > 0 && i < text.length());
        return i;
    }

    private int quoted(int from, char quote, int offset) {
        StringBuilder value = new StringBuilder();
        int i = from + 1;
        for (; i < text.length(); i++) {
            char c = text.charAt(i);
            if (jsonata && c == '\\' && i + 1 < text.length()) {
                value.append(text.charAt(++i));
            } else if (c == quote && !jsonata && i + 1 < text.length() && text.charAt(i + 1) == quote) {
                value.append(text.charAt(++i));
            } else if (c == quote) {
                break;
            } else {
                value.append(c);
            }
        }
        tokens.add(new Token(offset + from, value.toString(), true));
        return i + 1;
    }

    private boolean expectsValue() {
        if (tokens.isEmpty()) {
            return true;
        }
        Token last = tokens.get(tokens.size() - 1);
        char end = last.text().isEmpty() ? 'x' : last.text().charAt(last.text().length() - 1);
        return !last.literal() && !isName(end) && end != ')' && end != ']' && end != '}' && end != '`';
    }

    private int pattern(int from, int offset) {
        int i = from + 1;
        while (i < text.length() && text.charAt(i) != '/') {
            i += text.charAt(i) == '\\' ? 2 : 1;
        }
        return add(from, Math.min(text.length(), i + 1), offset);
    }

    private boolean is(int token, String what) {
        return token >= 0
                && token < tokens.size()
                && !tokens.get(token).literal()
                && tokens.get(token).text().equals(what);
    }

    private void lookup(int call, Set<Integer> used) {
        List<List<Integer>> arguments = new ArrayList<>(List.of(new ArrayList<>()));
        int depth = 0;
        int t = call + 2;
        for (; t < tokens.size() && !(depth == 0 && is(t, ")")); t++) {
            String sign = tokens.get(t).literal() ? "" : tokens.get(t).text();
            depth += "([{".contains(sign) && !sign.isEmpty() ? 1 : ")]}".contains(sign) && !sign.isEmpty() ? -1 : 0;
            if (depth == 0 && sign.equals(",")) {
                arguments.add(new ArrayList<>());
            } else {
                arguments.get(arguments.size() - 1).add(t);
            }
        }
        for (int argument : List.of(LIST, CODE, INTO)) {
            if (literal(arguments, argument) != null) {
                used.addAll(arguments.get(argument));
            }
        }
        String asked = CODE < arguments.size() ? joined(arguments.get(CODE)) : "";
        lookups.add(new Lookup(
                tokens.get(call).at(),
                literal(arguments, LIST),
                literal(arguments, CODE),
                asked,
                literal(arguments, INTO)));
    }

    private @Nullable String literal(List<List<Integer>> arguments, int index) {
        if (index >= arguments.size() || arguments.get(index).size() != 1) {
            return null;
        }
        Token only = tokens.get(arguments.get(index).get(0));
        return only.literal() ? only.text().strip() : null;
    }

    private String joined(List<Integer> some) {
        StringBuilder all = new StringBuilder();
        some.forEach(t -> all.append(tokens.get(t).text()));
        return all.toString();
    }

    /** What stands on the other side of the sign before or behind a literal, one behind another in brackets, too. */
    private String compared(int literal) {
        int before = literal - 1;
        while (before > 0
                && (is(before, ",")
                        || is(before, "[")
                        || is(before, "(")
                        || tokens.get(before).literal())) {
            before--;
        }
        if (before > 0 && COMPARING.contains(tokens.get(before).text())) {
            return path(before - 1, -1);
        }
        if (literal + 2 < tokens.size()
                && COMPARING.contains(tokens.get(literal + 1).text())) {
            return path(literal + 2, 1);
        }
        return "";
    }

    /** A path such as {@code $found.maTinh}, or a whole call, from one of its ends. */
    private String path(int from, int step) {
        StringBuilder path = new StringBuilder();
        int depth = 0;
        for (int t = from; t >= 0 && t < tokens.size(); t += step) {
            String token = tokens.get(t).text();
            boolean opens = !tokens.get(t).literal() && (step < 0 ? token.equals(")") : token.equals("("));
            boolean closes = !tokens.get(t).literal() && (step < 0 ? token.equals("(") : token.equals(")"));
            if (closes && depth == 0) {
                break;
            }
            depth += opens ? 1 : closes ? -1 : 0;
            boolean part = depth > 0
                    || closes
                    || !tokens.get(t).literal() && token.matches("[\\p{L}\\p{N}_$@`:-][^\\s]*|\\.|/");
            if (!part || depth == 0 && Set.of("and", "or", "in", ":=", ":").contains(token)) {
                break;
            }
            path.insert(step < 0 ? 0 : path.length(), token);
        }
        return path.toString();
    }
}
