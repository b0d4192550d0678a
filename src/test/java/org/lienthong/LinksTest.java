package org.lienthong;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every link between the pages of this repository leads to a file that is there, and to a heading of it. */
class LinksTest {

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.+?)\\s*$");
    private static final Pattern FENCE = Pattern.compile("(?ms)^```.*?^```");

    @Test
    void leadSomewhere() throws IOException {
        List<String> dead = new ArrayList<>();
        for (Path page : pages()) {
            Matcher link = LINK.matcher(FENCE.matcher(Files.readString(page)).replaceAll(""));
            while (link.find()) {
                if (!link.group(1).matches("[a-z]+:.*") && !leads(page, link.group(1))) {
                    dead.add(page + " → " + link.group(1));
                }
            }
        }
        assertThat(dead).isEmpty();
    }

    /** What the hub says to people who have this repository, and what its files say of one another. */
    @Test
    void everyPageThatIsNamedElsewhereIsThere() throws IOException {
        Pattern named = Pattern.compile("\\b(?:docs|config|routes|examples)/[\\w/.-]*\\w\\.md\\b");
        List<String> missing = new ArrayList<>();
        for (String top : List.of("src/main", "docs", "config", "routes")) {
            try (Stream<Path> files = Files.walk(Path.of(top))) {
                for (Path file : files.filter(
                                one -> one.toString().matches(".*\\.(java|ya?ml|sh|service|html|properties)"))
                        .toList()) {
                    named.matcher(Files.readString(file)).results().forEach(match -> {
                        if (Files.notExists(Path.of(match.group()))) {
                            missing.add(file + " → " + match.group());
                        }
                    });
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    private static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>();
        for (String top : List.of("docs", "config", "routes", "examples", "src")) {
            try (Stream<Path> files = Files.walk(Path.of(top))) {
                files.filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
            }
        }
        for (String page : List.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md")) {
            pages.add(Path.of(page));
        }
        return pages;
    }

    private static boolean leads(Path page, String link) {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty()
                ? page
                : page.toAbsolutePath().resolveSibling(parts[0]).normalize();
        return Files.exists(target) && (parts.length == 1 || anchors(target).contains(parts[1]));
    }

    /** As Git servers make them of headings: small letters, blanks as hyphens, punctuation left out. */
    private static Set<String> anchors(Path page) {
        Set<String> anchors = new HashSet<>();
        try {
            Matcher heading =
                    HEADING.matcher(FENCE.matcher(Files.readString(page)).replaceAll(""));
            while (heading.find()) {
                anchors.add(heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N}\\p{M} _-]", "")
                        .replace(' ', '-'));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return anchors;
    }
}
