package org.lienthong.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.jspecify.annotations.Nullable;
import org.lienthong.agreement.Text;
import org.lienthong.config.Findings;
import org.lienthong.config.Position;
import org.lienthong.config.YamlNode;
import org.lienthong.config.YamlReader;

/**
 * Where a code list, one code of it, or a mapping is used, as the files mean it: expressions, keys and columns are read, so a
 * comment uses nothing, nor does the same code of another list. A code counts as used when it stands there literally; one
 * that comes with a message is not seen.
 */
public final class Uses {

    /** Keys with which services and schemas name a list, and a list's file. */
    private static final Pattern LIST_KEY = Pattern.compile("(?i)(x-)?code-?list");

    private static final Pattern LIST_FILE = Pattern.compile("(?:.*/)?([a-z0-9-]+)(?:\\.csv)?");

    private static final Comparator<Use> IN_ORDER = Comparator.comparing((Use use) -> !use.literal())
            .thenComparing(Use::what)
            .thenComparing(use -> use.at().file())
            .thenComparing(use -> use.at().line())
            .thenComparing(use -> use.at().column());

    /** Lists that the hub itself reads, and what for. */
    private static final Map<String, Text> BUILT_IN = Map.of(
            "procedure",
            new Text(
                    "thống kê lấy thời hạn, đơn vị, phí và giấy tờ của thủ tục từ đây",
                    "statistics take time, unit, fee and paper of procedures from it"));

    private static final Text LOOKS_UP = new Text("tra mã", "looks codes up");
    private static final Text TRANSLATES = new Text("chuyển sang danh mục này", "translates into it");
    private static final Text COMPARES = new Text("so sánh với mã", "compares with the code");
    private static final Text PERHAPS =
            new Text("có cùng chuỗi, có thể là mã này", "holds the same text, which may be the code");
    private static final Text COLUMN = new Text("có cột chứa mã của danh mục", "has a column of its codes");
    private static final Text NAMES = new Text("nêu danh mục", "names the list");
    private static final Text ALLOWS = new Text("liệt kê mã", "lists the code");

    /**
     * One use.
     *
     * @param what {@code mapping}, {@code route}, {@code service}, {@code schema}, {@code list} or {@code hub}
     * @param text in a few words, in both languages
     * @param literal whether the very code stands there
     */
    public record Use(Position at, String what, Text text, boolean literal) {

        private static final Map<String, String> VIETNAMESE = Map.of(
                "mapping", "ánh xạ",
                "route", "tuyến",
                "service", "dịch vụ",
                "schema", "lược đồ",
                "list", "danh mục",
                "hub", "trục");

        /** In English. */
        public String how() {
            return text.en();
        }

        /** One line, in {@code vi} or any other language. */
        public String line(String language) {
            boolean vi = language.equals("vi");
            String mark = literal ? vi ? " (đúng mã) " : " (literal) " : " ";
            return at + " " + (vi ? VIETNAMESE.getOrDefault(what, what) : what) + mark + (vi ? text.vi() : text.en());
        }
    }

    private final Path config;
    private final Path routes;

    public Uses(Path config, Path routes) {
        this.config = config;
        this.routes = routes;
    }

    /** All uses of a list; with a code, those of the list that may meet it, and those where it stands literally. */
    public List<Use> ofList(String list, @Nullable String code) {
        List<Use> uses = new ArrayList<>();
        Set<String> using = new HashSet<>();
        for (Path file : files(config.resolve("mappings"))) {
            List<Use> here = inMapping(file, list, code);
            uses.addAll(here);
            if (!here.isEmpty()) {
                using.add(nameIn("mappings", file));
            }
        }
        including(using);
        routesByMapping().forEach((mapping, places) -> {
            if (using.contains(mapping)) {
                uses.addAll(places);
            }
        });
        inLists(list, code, uses);
        inTrees(config.resolve("services"), "service", list, code, uses);
        inTrees(config.resolve("schemas"), "schema", list, code, uses);
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
        String name = String.valueOf(file.getFileName());
        List<Use> uses = new ArrayList<>();
        if (name.endsWith(".jsonata")) {
            String text = text(file);
            inExpressions(file, text, List.of(Expression.jsonata(text, 0)), List.of(), list, code, uses);
        } else if (name.endsWith(".xsl")) {
            String text = text(file);
            Stylesheet sheet = new Stylesheet(text);
            inExpressions(file, text, sheet.expressions(), sheet.texts(), list, code, uses);
        }
        return uses;
    }

    private static void inExpressions(
            Path file,
            String text,
            List<Expression> expressions,
            List<Expression.Literal> written,
            String list,
            @Nullable String code,
            List<Use> uses) {
        Set<String> ours = new HashSet<>();
        Set<String> others = new HashSet<>();
        for (Expression expression : expressions) {
            for (Expression.Lookup lookup : expression.lookups()) {
                boolean from = list.equals(lookup.list());
                boolean into = list.equals(lookup.into());
                (from ? ours : others).add(lookup.asked());
                if (from || into) {
                    boolean literal = from && code != null && code.equals(lookup.code());
                    uses.add(new Use(at(file, text, lookup.at()), "mapping", from ? LOOKS_UP : TRANSLATES, literal));
                }
            }
        }
        if (uses.isEmpty() || code == null) {
            return;
        }
        expressions.forEach(expression -> expression.literals().stream()
                .filter(literal -> literal.text().equals(code))
                .forEach(literal -> literal(at(file, text, literal.at()), literal.other(), ours, others, list, uses)));
        written.stream()
                .filter(literal -> literal.text().equals(code))
                .forEach(literal -> uses.add(new Use(at(file, text, literal.at()), "mapping", PERHAPS, false)));
    }

    /** @param other what the text is compared with: what is looked up tells the list, as does a translation */
    private static void literal(
            Position at, String other, Set<String> ours, Set<String> others, String list, List<Use> uses) {
        List<Expression.Lookup> call =
                new ArrayList<>(Expression.jsonata(other, 0).lookups());
        call.addAll(Expression.xpath(other, 0).lookups());
        if (!call.isEmpty()) {
            if (list.equals(call.get(0).into())) {
                uses.add(new Use(at, "mapping", COMPARES, true));
            }
        } else if (ours.contains(other)) {
            uses.add(new Use(at, "mapping", COMPARES, true));
        } else if (!others.contains(other)) {
            uses.add(new Use(at, "mapping", PERHAPS, false));
        }
    }

    /** Adds the stylesheets that include one of them, and those that include these. */
    private void including(Set<String> using) {
        Map<String, Set<String>> includes = new HashMap<>();
        for (Path file : files(config.resolve("mappings"))) {
            if (file.toString().endsWith(".xsl")) {
                for (String named : new Stylesheet(text(file)).includes()) {
                    Path other = file.resolveSibling(named).normalize();
                    includes.computeIfAbsent(nameIn("mappings", file), name -> new HashSet<>())
                            .add(nameIn("mappings", other));
                }
            }
        }
        boolean more = true;
        while (more) {
            more = false;
            for (Map.Entry<String, Set<String>> one : includes.entrySet()) {
                more |= one.getValue().stream().anyMatch(using::contains) && using.add(one.getKey());
            }
        }
    }

    private Map<String, List<Use>> routesByMapping() {
        Map<String, List<Use>> uses = new HashMap<>();
        for (Path file : files(routes)) {
            if (file.toString().endsWith(".yaml")) {
                YamlReader.read(file, new Findings()).ifPresent(root -> maps(root, uses));
            }
        }
        return uses;
    }

    private static void maps(YamlNode node, Map<String, List<Use>> uses) {
        if (node instanceof YamlNode.Sequence list) {
            list.items().forEach(item -> maps(item, uses));
        } else if (node instanceof YamlNode.Mapping mapping) {
            mapping.entries().forEach((key, entry) -> {
                boolean address = key.equals("uri") || key.equals("to");
                if (address
                        && entry.value() instanceof YamlNode.Scalar uri
                        && uri.text().startsWith("map:")) {
                    String name = uri.text().replaceFirst("^map:(//)?", "").replaceFirst("\\?.*", "");
                    Text how = new Text("ánh xạ bằng " + name, "maps with " + name);
                    uses.computeIfAbsent(name, one -> new ArrayList<>()).add(new Use(uri.at(), "route", how, false));
                }
                maps(entry.value(), uses);
            });
        }
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
                if (lines[i].startsWith("#") || lines[i].isBlank()) {
                    continue;
                }
                List<String> cells = cells(lines[i].strip());
                if (column < 0) {
                    column = cells.indexOf(list);
                    if (column < 0) {
                        break;
                    }
                    uses.add(new Use(at(file, i + 1, 1), "list", COLUMN, false));
                } else if (code != null
                        && column < cells.size()
                        && List.of(cells.get(column).split(" +")).contains(code)) {
                    Text refers = new Text(
                            "mã " + cells.get(0) + " tham chiếu tới mã này",
                            "the code " + cells.get(0) + " refers to it");
                    uses.add(new Use(at(file, i + 1, 1), "list", refers, true));
                }
            }
        }
    }

    /** A row is one line; a quote that is not closed is told elsewhere. */
    private static List<String> cells(String line) {
        try (CSVParser parser = CSVParser.parse(line, CSVFormat.RFC4180)) {
            return parser.stream().findFirst().map(row -> row.stream().toList()).orElse(List.of());
        } catch (IOException | UncheckedIOException | IllegalStateException e) {
            return List.of(line.split(",", -1));
        }
    }

    private static void inTrees(Path directory, String what, String list, @Nullable String code, List<Use> uses) {
        for (Path file : files(directory)) {
            if (file.toString().matches(".*\\.(yaml|json)")) {
                YamlReader.read(file, new Findings()).ifPresent(root -> inTree(root, what, list, code, uses));
            }
        }
    }

    /** Beside the key that names the list, {@code enum} and {@code const} hold codes of it. */
    private static void inTree(YamlNode node, String what, String list, @Nullable String code, List<Use> uses) {
        if (node instanceof YamlNode.Sequence sequence) {
            sequence.items().forEach(item -> inTree(item, what, list, code, uses));
        } else if (node instanceof YamlNode.Mapping mapping) {
            boolean named = false;
            for (Map.Entry<String, YamlNode.Entry> entry : mapping.entries().entrySet()) {
                if (LIST_KEY.matcher(entry.getKey()).matches()
                        && entry.getValue().value() instanceof YamlNode.Scalar value
                        && list.equals(LIST_FILE.matcher(value.text()).replaceFirst("$1"))) {
                    uses.add(new Use(value.at(), what, NAMES, false));
                    named = true;
                }
            }
            if (named && code != null) {
                allowed(mapping.value("enum"), what, code, uses);
                allowed(mapping.value("const"), what, code, uses);
            }
            mapping.entries().values().forEach(entry -> inTree(entry.value(), what, list, code, uses));
        }
    }

    private static void allowed(@Nullable YamlNode node, String what, String code, List<Use> uses) {
        if (node instanceof YamlNode.Sequence values) {
            values.items().forEach(value -> allowed(value, what, code, uses));
        } else if (node instanceof YamlNode.Scalar value && value.text().equals(code)) {
            uses.add(new Use(value.at(), what, ALLOWS, true));
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
