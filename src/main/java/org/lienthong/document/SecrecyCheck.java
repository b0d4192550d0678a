package org.lienthong.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds out whether a document is marked as a state secret (Law on the Protection of State Secrets, NĐ 63/2026): such a
 * document may not travel on this axis at all.
 *
 * <p>The rule. A document is refused when
 *
 * <ol>
 *   <li>an element made for the level ({@code SecurityLevel}, {@code DoMat} …) is there with any value that does not mean
 *       "not secret"; or
 *   <li>its subject, summary, type, notation, identifier, an attachment's name or anything in {@code OtherInfo} begins or
 *       ends with a marking in capitals (MẬT, TỐI MẬT, TUYỆT MẬT), or has one alone in brackets; or
 *   <li>any other value of the header, but a person's name, is a marking and nothing else, in whatever letters.
 * </ol>
 *
 * <p>Ordinary words stay ordinary: "bảo mật", "Mật Sơn" and "bí mật nhà nước" are not in capitals; BẢO MẬT and MẬT KHẨU are
 * other words; and in a text all in capitals a bare MẬT counts only when punctuation sets it off.
 */
final class SecrecyCheck {

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+");
    private static final Pattern EXTENSION = Pattern.compile("(\\.[A-Za-z0-9]{1,10}){1,2}$");

    /** Elements that hold a person's name: Mật may be one. */
    private static final Set<String> PERSONS = Set.of("FullName", "Staff");

    private record Word(String text, String gapBefore) {}

    private final List<List<String>> markings;
    private final Set<String> elements;
    private final Set<String> openLevels;
    private final Set<String> before;
    private final Set<String> after;

    SecrecyCheck(EdxmlLimits.Secrecy rule) {
        markings = rule.markings().stream()
                .map(marking -> List.of(Node.nfc(marking).split("\\s+")))
                .toList();
        elements = rule.elements().stream()
                .collect(Collectors.toCollection(() -> new TreeSet<>(String.CASE_INSENSITIVE_ORDER)));
        openLevels = rule.openLevels().stream().map(SecrecyCheck::folded).collect(Collectors.toUnmodifiableSet());
        before = rule.before().stream().map(Node::nfc).collect(Collectors.toUnmodifiableSet());
        after = rule.after().stream().map(Node::nfc).collect(Collectors.toUnmodifiableSet());
    }

    /** Looks for a level element anywhere in a header. */
    void checkLevels(Node node) {
        if (elements.contains(node.name())) {
            String level = node.text();
            if (!level.isEmpty() && !openLevels.contains(folded(level))) {
                throw Refusals.stateSecret(node.pointer());
            }
        }
        node.children().forEach(this::checkLevels);
    }

    /** Looks for a value that is nothing but a marking anywhere in a header. */
    void checkValues(Node node) {
        if (!PERSONS.contains(node.name()) && isMarking(node.text())) {
            throw Refusals.stateSecret(node.pointer());
        }
        node.children().forEach(this::checkValues);
    }

    /** Looks for a marking in everything beneath a node. */
    void checkBeneath(Node node) {
        for (Node child : node.children()) {
            if (isMarked(child.text())) {
                throw Refusals.stateSecret(child.pointer());
            }
            checkBeneath(child);
        }
    }

    /** Looks for a marking in each of the named children. */
    void checkFields(Node parent, String... names) {
        for (String name : names) {
            for (Node child : parent.children(name)) {
                if (isMarked(child.text())) {
                    throw Refusals.stateSecret(child.pointer());
                }
            }
        }
    }

    /** Looks for a marking in the name of a file. */
    void checkFileName(Node parent, String... names) {
        for (String name : names) {
            for (Node child : parent.children(name)) {
                if (isMarked(EXTENSION.matcher(child.text()).replaceFirst(""))) {
                    throw Refusals.stateSecret(child.pointer());
                }
            }
        }
    }

    private boolean isMarking(String text) {
        List<String> words =
                WORD.matcher(text).results().map(word -> folded(word.group())).toList();
        return markings.contains(words);
    }

    boolean isMarked(String text) {
        if (markings.stream().noneMatch(marking -> text.contains(marking.get(marking.size() - 1)))) {
            return false;
        }
        List<Word> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(text);
        int end = 0;
        while (matcher.find()) {
            words.add(new Word(matcher.group(), text.substring(end, matcher.start())));
            end = matcher.end();
        }
        words.add(new Word("", text.substring(end)));
        return markings.stream().anyMatch(marking -> isMarked(words, marking));
    }

    private boolean isMarked(List<Word> words, List<String> marking) {
        int count = words.size() - 1;
        int length = marking.size();
        for (int at = 0; at + length <= count; at++) {
            if (!matches(words, at, marking)) {
                continue;
            }
            boolean bracketed = opens(words.get(at).gapBefore())
                    && closes(words.get(at + length).gapBefore());
            boolean first = at == 0;
            boolean last = at + length == count;
            if (bracketed || ((first || last) && (length > 1 || isSetOff(words, at, first, last)))) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(List<Word> words, int at, List<String> marking) {
        for (int i = 0; i < marking.size(); i++) {
            if (!words.get(at + i).text().equals(marking.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether a one-word marking stands alone rather than being part of another word or of a line in capitals. */
    private boolean isSetOff(List<Word> words, int at, boolean first, boolean last) {
        if (first && last) {
            return true;
        }
        Word neighbour = words.get(first ? at + 1 : at - 1);
        if ((first ? after : before).contains(neighbour.text().toUpperCase(Locale.ROOT))) {
            return false;
        }
        String gap = words.get(first ? at + 1 : at).gapBefore();
        boolean punctuated = gap.chars().anyMatch(c -> c != '_' && !Character.isWhitespace(c));
        return punctuated || words.stream().anyMatch(word -> !inCapitals(word)) || isNumber(neighbour);
    }

    private static boolean inCapitals(Word word) {
        return word.text().equals(word.text().toUpperCase(Locale.ROOT));
    }

    private static boolean isNumber(Word word) {
        return word.text().chars().allMatch(Character::isDigit);
    }

    private static boolean opens(String gap) {
        String stripped = gap.strip();
        return stripped.endsWith("(") || stripped.endsWith("[");
    }

    private static boolean closes(String gap) {
        String stripped = gap.strip();
        return stripped.startsWith(")") || stripped.startsWith("]");
    }

    private static String folded(String level) {
        return Node.nfc(level.strip()).toUpperCase(Locale.ROOT);
    }
}
