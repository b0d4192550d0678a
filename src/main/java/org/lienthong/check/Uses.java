package org.lienthong.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lienthong.config.Position;

/**
 * Where a code list, one code of it, or a mapping is used, as the files tell it. A code counts as used when it stands
 * there literally; one that comes with a message is not seen.
 */
public final class Uses {

    /** One argument of a look-up: a text in quotes, or anything else. */
    private static final String ARGUMENT =
            "\\s*(?:'([^'\\n]*)'|\"([^\"\\n]*)\"|([^,()\\n]*(?:\\([^()\\n]*\\))?[^,()\\n]*))";

    private static final Pattern LOOKUP = Pattern.compile("(?:\\$code|hub:code)\\s*\\(" + ARGUMENT + "\\s*," + ARGUMENT
            + "(?:\\s*," + ARGUMENT + "\\s*," + ARGUMENT + ")?");
    private static final Pattern MAPPING = Pattern.compile("\\bmap:([\\w./-]+)");
    private static final Pattern LITERAL = Pattern.compile("'([^'\\n]*)'|\"([^\"\\n]*)\"");

    private static final Comparator<Use> IN_ORDER = Comparator.comparing((Use use) -> !use.literal())
            .thenComparing(Use::what)
            .thenComparing(use -> use.at().file())
            .thenComparing(use -> use.at().line())
            .thenComparing(use -> use.at().column());

    /** Lists that the hub itself reads, and what for. */
    private static final Map<String, String> BUILT_IN =
            Map.of("procedure", "statistics take time, unit, fee and paper of procedures from it");

    /**
     * One use.
     *
     * @param what {@code mapping}, {@code route}, {@code service}, {@code schema}, {@code list} or {@code hub}
     * @param how in a few words
     * @param literal whether the very code stands there
     */
    public record Use(Position at, String what, String how, boolean literal) {}

    private final Path config;
    private final Path routes;

    public Uses(Path config, Path routes) {
        this.config = config;
        this.routes = routes;
    }

    /** All uses of a list; with a code, those of the list that may meet it, and those where it stands literally. */
    public List<Use> ofList(String list, @Nullable String code) {
        List<Use> uses = new ArrayList<>();
        Map<String, List<Use>> routesOf = routesByMapping();
        for (Path file : files(config.resolve("mappings"))) {
            List<Use> here = inMapping(file, list, code);
            uses.addAll(here);
            if (!here.isEmpty()) {
                uses.addAll(routesOf.getOrDefault(nameIn("mappings", file), List.of()));
            }
        }
        inLists(list, code, uses);
        words(config.resolve("services"), "service", list, uses);
        words(config.resolve("schemas"), "schema", list, uses);
        if (BUILT_IN.containsKey(list)) {
            Path file = config.resolve("codelists").resolve(list + ".csv");
            uses.add(new Use(at(file, 1, 1), "hub", BUILT_IN.get(list), false));
        }
        return uses.stream().distinct().sorted(IN_ORDER).toList();
    }

    /** Every mapping with the places in routes that name it; those that no route names have none. */
    public Map<String, List<Use>> ofMappings() {
        Map<String, List<Use>> named = routesByMapping();
        Map<String, List<Use>> all = new TreeMap<>(named);
        for (Path file : files(config.resolve("mappings"))) {
            String name = nameIn("mappings", file);
            if (!name.endsWith(".md")) {
                all.putIfAbsent(name, List.of());
            }
        }
        return all;
    }

    private List<Use> inMapping(Path file, String list, @Nullable String code) {
        List<Use> uses = new ArrayList<>();
        String text = text(file);
        Matcher lookup = LOOKUP.matcher(text);
        boolean used = false;
        while (lookup.find()) {
            boolean from = list.equals(quoted(lookup, 1));
            boolean into = list.equals(quoted(lookup, 10));
            if (from || into) {
                used = true;
                boolean literal = from && code != null && code.equals(quoted(lookup, 4));
                uses.add(new Use(
                        at(file, text, lookup.start()),
                        "mapping",
                        from ? "looks codes up" : "translates into it",
                        literal));
            }
        }
        if (used && code != null) {
            Matcher literal = LITERAL.matcher(text);
            while (literal.find()) {
                if (code.equals(literal.group(1)) || code.equals(literal.group(2))) {
                    uses.add(new Use(at(file, text, literal.start()), "mapping", "names the code", true));
                }
            }
        }
        return uses;
    }

    private static @Nullable String quoted(Matcher lookup, int group) {
        return lookup.group(group) == null ? lookup.group(group + 1) : lookup.group(group);
    }

    private Map<String, List<Use>> routesByMapping() {
        Map<String, List<Use>> uses = new HashMap<>();
        for (Path file : files(routes)) {
            String text = text(file);
            Matcher named = MAPPING.matcher(text);
            while (named.find() && !String.valueOf(file).endsWith(".md")) {
                String how = "maps with " + named.group(1);
                uses.computeIfAbsent(named.group(1), name -> new ArrayList<>())
                        .add(new Use(at(file, text, named.start()), "route", how, false));
            }
        }
        return uses;
    }

    /** Other lists that have a column of that name, and rows there that hold the code. */
    private void inLists(String list, @Nullable String code, List<Use> uses) {
        for (Path file : files(config.resolve("codelists"))) {
            String name = nameIn("codelists", file);
            if (!name.endsWith(".csv") || name.equals(list + ".csv")) {
                continue;
            }
            int column = -1;
            String[] lines = text(file).split("\n", -1);
            for (int i = 0; i < lines.length; i++) {
                String[] cells = lines[i].strip().split(",", -1);
                if (lines[i].startsWith("#") || lines[i].isBlank()) {
                    continue;
                }
                if (column < 0) {
                    column = List.of(cells).indexOf(list);
                    if (column < 0) {
                        break;
                    }
                    uses.add(new Use(at(file, i + 1, 1), "list", "has a column of its codes", false));
                } else if (code != null
                        && column < cells.length
                        && List.of(cells[column].split(" +")).contains(code)) {
                    uses.add(new Use(at(file, i + 1, 1), "list", "the code " + cells[0] + " refers to it", true));
                }
            }
        }
    }

    private static void words(Path directory, String what, String word, List<Use> uses) {
        Pattern pattern = Pattern.compile("(?<![\\w-])" + Pattern.quote(word) + "(?![\\w-])");
        for (Path file : files(directory)) {
            String text = text(file);
            Matcher found = pattern.matcher(text);
            if (!String.valueOf(file).endsWith(".md") && text.contains("codelist") && found.find()) {
                uses.add(new Use(at(file, text, found.start()), what, "names the list", false));
            }
        }
    }

    private String nameIn(String directory, Path file) {
        return config.resolve(directory).relativize(file).toString().replace('\\', '/');
    }

    private static List<Path> files(Path directory) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Position at(Path file, String text, int offset) {
        int line = 1
                + (int) text.substring(0, offset).chars().filter(c -> c == '\n').count();
        return at(file, line, offset - text.lastIndexOf('\n', offset - 1));
    }

    private static Position at(Path file, int line, int column) {
        return new Position(file.toString(), line, column);
    }
}
