package org.lienthong;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds on a page of the console what is of the other language, by the console's own texts and by common words. */
final class ConsoleTexts {

    private static final Path MESSAGES = Path.of("src/main/resources/console");

    /** Not what is code, said to be of another language, or a reason that somebody wrote. */
    private static final Pattern LEFT_OUT =
            Pattern.compile("(?s)<(pre|code|script|datalist)\\b.*?</(pre|code|script|datalist)>"
                    + "|<(\\w+)[^>]* lang=\"(en|vi)\"[^>]*>[^<]*</\\3>"
                    + "|<td[^>]* data-label=\"(Lý do|Reason)\".*?</td>"
                    + "|<form class=\"row paused\".*?</form>|<p class=\"held\".*?</p>");

    /** Text, and the attributes that are read out. */
    private static final Pattern SHOWN =
            Pattern.compile(">([^<>]*[^<>\\s][^<>]*)<|(?:aria-label|title|placeholder|data-label)=\"([^\"]+)\"");

    private static final Pattern ENGLISH =
            Pattern.compile("(?i)\\b(the|is|are|of|not|and|with|by|from|was|has|were|this|that|which)\\b");
    private static final Pattern PLACE = Pattern.compile("\\{[0-9]}");
    private static final String MISSING = "??";

    private final Set<String> foreign = new HashSet<>();
    private final List<Pattern> foreignWithPlaces = new ArrayList<>();
    private final boolean vietnamese;

    /** @param language of the pages */
    ConsoleTexts(String language) {
        vietnamese = language.equals("vi");
        Properties own = read(vietnamese ? "messages.properties" : "messages_en.properties");
        Properties other = read(vietnamese ? "messages_en.properties" : "messages.properties");
        Set<Object> same = new HashSet<>(own.values());
        for (Object value : other.values()) {
            String text = (String) value;
            if (same.contains(text)) {
                continue;
            }
            if (!PLACE.matcher(text).find()) {
                foreign.add(text);
            } else if (text.replaceAll("\\{[0-9]}|\\W", "").length() > 1) {
                foreignWithPlaces.add(Pattern.compile(PLACE.splitAsStream(text)
                        .map(Pattern::quote)
                        .reduce("", (all, part) -> all.isEmpty() ? part : all + ".+" + part)));
            }
        }
    }

    private static Properties read(String file) {
        Properties messages = new Properties();
        try (var in = Files.newBufferedReader(MESSAGES.resolve(file), StandardCharsets.UTF_8)) {
            messages.load(in);
            return messages;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Keys without a text, texts of the other language, and on a Vietnamese page whatever reads as English. */
    Set<String> wrong(String page) {
        Set<String> wrong = new TreeSet<>();
        Matcher shown = SHOWN.matcher(
                LEFT_OUT.matcher(page.substring(page.indexOf("<body"))).replaceAll("><"));
        while (shown.find()) {
            String text = (shown.group(1) != null ? shown.group(1) : shown.group(2))
                    .replace("&#39;", "'")
                    .replace("&quot;", "\"")
                    .strip();
            boolean other = foreign.contains(text)
                    || foreignWithPlaces.stream()
                            .anyMatch(pattern -> pattern.matcher(text).matches());
            if (other
                    || text.contains(MISSING)
                    || vietnamese && ENGLISH.matcher(text).find()) {
                wrong.add(text);
            }
        }
        return wrong;
    }
}
