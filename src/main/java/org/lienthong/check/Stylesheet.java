package org.lienthong.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The expressions of a stylesheet with their places: attributes of XSLT's elements that hold one, and the parts in braces of
 * the others. What is in comments, in processing instructions and in plain text is none.
 */
final class Stylesheet {

    private static final Pattern HIDDEN = Pattern.compile("(?s)<!--.*?-->|<\\?.*?\\?>|<!\\[CDATA\\[.*?]]>");
    private static final Pattern TAG = Pattern.compile("<([\\w.-]+:)?([\\w.-]+)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>");
    private static final Pattern ATTRIBUTE = Pattern.compile("([\\w.:-]+)\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)')");
    private static final Pattern XSLT =
            Pattern.compile("xmlns:([\\w.-]+)\\s*=\\s*[\"']http://www\\.w3\\.org/1999/XSL/Transform[\"']");
    private static final Pattern TEXT = Pattern.compile(">([^<]+)");
    private static final Pattern EXPANDED = Pattern.compile("expand-text\\s*=\\s*[\"'](yes|true|1)[\"']");
    private static final Set<String> EXPRESSIONS = Set.of(
            "select",
            "test",
            "match",
            "use",
            "group-by",
            "group-adjacent",
            "group-starting-with",
            "group-ending-with",
            "count",
            "from",
            "value",
            "initial-value",
            "use-when",
            "xpath",
            "key",
            "for-each-item",
            "for-each-source",
            "namespace-context",
            "with-params",
            "array",
            "map");
    private static final Set<String> INCLUDING = Set.of("include", "import", "use-package");

    private final List<Expression> expressions = new ArrayList<>();
    private final List<Expression.Literal> texts = new ArrayList<>();
    private final List<String> includes = new ArrayList<>();

    Stylesheet(String text) {
        String visible = HIDDEN.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(found.group().replaceAll("[^\\n]", " ")));
        Matcher prefix = XSLT.matcher(visible);
        String own = (prefix.find() ? prefix.group(1) : "xsl") + ":";
        Matcher tag = TAG.matcher(visible);
        while (tag.find()) {
            attributes(own.equals(tag.group(1)), tag.group(2), tag.group(3), tag.start(3));
        }
        boolean expanded = EXPANDED.matcher(visible).find();
        Matcher plain = TEXT.matcher(visible);
        while (plain.find()) {
            if (expanded && plain.group(1).contains("{")) {
                braces(plain.group(1), plain.start(1));
            } else if (!plain.group(1).isBlank()) {
                int blank =
                        plain.group(1).length() - plain.group(1).stripLeading().length();
                texts.add(new Expression.Literal(
                        plain.start(1) + blank, plain.group(1).strip(), ""));
            }
        }
    }

    List<Expression> expressions() {
        return expressions;
    }

    /** Texts that are written as they stand. */
    List<Expression.Literal> texts() {
        return texts;
    }

    /** Other stylesheets, as they are named. */
    List<String> includes() {
        return includes;
    }

    private void attributes(boolean xslt, String element, String attributes, int offset) {
        Matcher attribute = ATTRIBUTE.matcher(attributes);
        while (attribute.find()) {
            int group = attribute.group(2) == null ? 3 : 2;
            String value = attribute.group(group);
            int at = offset + attribute.start(group);
            if (xslt && INCLUDING.contains(element) && attribute.group(1).equals("href")) {
                includes.add(value);
            } else if (xslt && EXPRESSIONS.contains(attribute.group(1))) {
                expressions.add(Expression.xpath(plain(value), at));
            } else {
                braces(value, at);
            }
        }
    }

    /** A value template: a brace twice is itself. */
    private void braces(String value, int offset) {
        int open = value.indexOf('{');
        while (open >= 0) {
            if (value.startsWith("{{", open)) {
                open = value.indexOf('{', open + 2);
                continue;
            }
            int close = value.indexOf('}', open);
            int end = close < 0 ? value.length() : close;
            expressions.add(Expression.xpath(plain(value.substring(open + 1, end)), offset + open + 1));
            open = close < 0 ? -1 : value.indexOf('{', close);
        }
    }

    /** Quotes that are written as entities, with blanks so that places stay. */
    private static String plain(String value) {
        return value.replace("&quot;", "\"     ").replace("&apos;", "'     ").replace("&amp;", "&    ");
    }
}
