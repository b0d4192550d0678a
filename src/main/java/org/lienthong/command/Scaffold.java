package org.lienthong.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Files made of templates. {@code @word@} in a template is filled in; of the lines that begin with {@code #vi} and
 * {@code #en} those of one language stay, as comments.
 */
final class Scaffold {

    private final String language;
    private final Map<String, String> words;
    private final Map<Path, String> files = new LinkedHashMap<>();

    /** @param language {@code vi} or {@code en} */
    Scaffold(String language, Map<String, String> words) {
        this.language = language;
        this.words = Map.copyOf(words);
    }

    Scaffold add(Path file, String template) throws IOException {
        String filled = template(template);
        for (Map.Entry<String, String> word : words.entrySet()) {
            filled = filled.replace("@" + word.getKey() + "@", word.getValue());
        }
        String text = filled.lines()
                .filter(line -> !isComment(line) || comments(line, language))
                .map(line -> line.replaceFirst("^(\\s*)#(vi|en) ", "$1# ").replaceFirst("^/\\*(vi|en) ", "/* "))
                .collect(Collectors.joining("\n", "", "\n"));
        files.put(file, text);
        return this;
    }

    /**
     * Writes all, or nothing when any is there already.
     *
     * @return the files, in the order in which they were added
     * @throws IllegalArgumentException naming a file that is there
     */
    List<Path> write() throws IOException {
        for (Path file : files.keySet()) {
            if (Files.exists(file)) {
                throw new IllegalArgumentException(file + " is there already; nothing was written.");
            }
        }
        for (Map.Entry<Path, String> file : files.entrySet()) {
            Files.createDirectories(
                    Objects.requireNonNull(file.getKey().toAbsolutePath().getParent()));
            Files.writeString(file.getKey(), file.getValue());
        }
        return new ArrayList<>(files.keySet());
    }

    private static boolean isComment(String line) {
        return comments(line, "vi") || comments(line, "en");
    }

    private static boolean comments(String line, String language) {
        String text = line.strip();
        return text.startsWith("#" + language + " ") || text.startsWith("/*" + language + " ");
    }

    private static String template(String name) throws IOException {
        try (InputStream file = Objects.requireNonNull(Scaffold.class.getResourceAsStream("new/" + name), name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
