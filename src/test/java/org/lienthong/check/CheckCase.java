package org.lienthong.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lienthong.config.Position;

/** One block of {@code check/cases.txt}, which says what the keys mean. */
record CheckCase(int line, String rule, String file, Map<String, String> keys) {

    private static final String MARK = "¦";

    static List<CheckCase> read(Path cases) throws IOException {
        List<CheckCase> all = new ArrayList<>();
        int number = 0;
        for (String line : Files.readAllLines(cases)) {
            number++;
            if (line.startsWith("= ")) {
                String[] words = line.split(" ");
                all.add(new CheckCase(number, words[1], words[2], new LinkedHashMap<>()));
            } else if (!line.startsWith("#") && !line.isBlank()) {
                String[] parts = line.split(": *", 2);
                all.get(all.size() - 1)
                        .keys
                        .put(parts[0], parts[1].replace("\\n", "\n").replace("\\t", "\t"));
            }
        }
        return all;
    }

    boolean hasTwin() {
        return keys.containsKey("good");
    }

    Set<String> besides() {
        Set<String> rules = new HashSet<>(List.of(keys.getOrDefault("also", "").split(" ")));
        rules.add(rule);
        rules.add("not-checked");
        return rules;
    }

    /** Rules of warnings that the twin cannot do without. */
    Set<String> besidesTwin() {
        return Set.of(keys.getOrDefault("twin", "").split(" "));
    }

    /** Makes the mistake in a copy of the base. */
    void spoil(Path base) throws IOException {
        others(base);
        Path target = base.resolve(file);
        Files.createDirectories(target.getParent());
        String bad = keys.getOrDefault("bad", keys.getOrDefault("whole", "")).replace(MARK, "");
        Files.createDirectories(target.getParent());
        Files.writeString(target, keys.containsKey("find") ? replaced(target, bad) : bad);
    }

    /** Makes what is right in a copy of the base. */
    void mend(Path base) throws IOException {
        others(base);
        Path target = base.resolve(keys.getOrDefault("name", file));
        Files.createDirectories(target.getParent());
        Files.writeString(target, keys.containsKey("find") ? replaced(target, keys.get("good")) : keys.get("good"));
    }

    /** Where the finding must be in the spoilt copy; column 0 stands for any. */
    Position place(Path base) throws IOException {
        String at = keys.getOrDefault("at", "");
        if (at.startsWith("FILE ")) {
            return new Position(base.resolve(at.substring(5)).toString(), 1, 1);
        }
        String text = Files.readString(base.resolve(file));
        if (at.equals("END")) {
            return position(base, text, text.length());
        }
        if (at.startsWith("LINE ")) {
            Position place = position(base, text, text.indexOf(at.substring(5)));
            return new Position(place.file(), place.line(), 0);
        }
        if (at.startsWith("LAST ")) {
            String snippet = at.substring(5);
            return position(base, text, text.lastIndexOf(snippet.replace(MARK, "")) + snippet.indexOf(MARK));
        }
        String snippet = at.isEmpty() ? keys.getOrDefault("bad", keys.get("whole")) : at;
        int from = at.isEmpty() && keys.containsKey("find") ? sound().indexOf(keys.get("find")) : 0;
        int start = text.indexOf(snippet.replace(MARK, ""), from);
        if (start < 0 || !snippet.contains(MARK)) {
            throw new IllegalStateException("the case in line " + line + " does not say where");
        }
        return position(base, text, start + snippet.indexOf(MARK));
    }

    private Position position(Path base, String text, int offset) {
        String before = text.substring(0, offset);
        int row = 1 + (int) before.chars().filter(c -> c == '\n').count();
        return new Position(base.resolve(file).toString(), row, offset - before.lastIndexOf('\n'));
    }

    private String replaced(Path target, String replacement) throws IOException {
        String text = Files.readString(target);
        String find = keys.get("find");
        if (!text.contains(find)) {
            throw new IllegalStateException("the case in line " + line + " replaces nothing");
        }
        int start = text.indexOf(find);
        return text.substring(0, start) + replacement + text.substring(start + find.length());
    }

    private String sound() throws IOException {
        return Files.readString(CheckTest.BASE.resolve(file));
    }

    private void others(Path base) throws IOException {
        if (keys.containsKey("with")) {
            String[] parts = keys.get("with").split(" ", 2);
            Files.writeString(base.resolve(parts[0]), parts[1]);
        }
    }

    @Override
    public String toString() {
        return rule + ", line " + line;
    }
}
