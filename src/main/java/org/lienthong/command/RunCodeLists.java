package org.lienthong.command;

import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;
import org.lienthong.check.Uses;
import org.lienthong.codelist.CodeException;
import org.lienthong.codelist.CodeListConfigException;
import org.lienthong.codelist.CodeLists;
import org.lienthong.codelist.ListDifference;
import org.lienthong.codelist.ListDifference.Item;
import org.lienthong.codelist.ListDifference.Kind;
import org.lienthong.codelist.ListUpdate;
import org.lienthong.codelist.OfficialList;
import org.lienthong.codelist.OfficialListException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code codelists}: an official list beside the hub's, and who uses a list. */
final class RunCodeLists {

    private static final ZoneId VIETNAM = ZoneId.of("Asia/Ho_Chi_Minh");
    private static final int FINGERPRINT = 8;

    private static final String USAGE = """
            Compares a code list with an official one, takes over what was reviewed, and tells who uses a list.

            usage: java -jar lienthong.jar codelists diff   <list> --from f --effective d [options]
                   java -jar lienthong.jar codelists import <list> --from f --effective d --reviewed fingerprint [options]
                   java -jar lienthong.jar codelists uses   <list> [<code>] [options]

              --from f            the official list, whole: CSV in UTF-8, separated by commas, semicolons or tabs
              --effective d       the first day on which it holds, 2025-07-01
              --column code=Mã    which column of the file is which of the list; one option each. By default code and vi,
                                  and those that bear the names of the list's own
              --config config     the directory with codelists/ and mappings/
              --routes routes     the directory of *.camel.yaml
              --lang en           uses: en or vi; by default that of the environment (LANG)
              --format text       diff: text or json
              --backdated true    the day may lie in the past: what was looked up since then changes its meaning
              --reviewed …        import: the fingerprint that diff printed
              --closing n         import: how many codes end, where that is more than a tenth of those in force

            A code that ends gets its last day, a code that is new or means something else gets a new row; no row is taken
            away or written anew. A code given out again is marked, and so is one that ends and stands literally in a file.

            Exit code: 0 done, 1 failed or refused, 2 the command line is wrong.
            """;

    private static final Set<String> OPTIONS = Set.of(
            "from",
            "effective",
            "column",
            "lang",
            "config",
            "routes",
            "hub.config",
            "hub.routes",
            "format",
            "backdated",
            "reviewed",
            "closing");

    private final List<String> words;
    private final Options options;
    private final PrintStream out;
    private final PrintStream err;
    private final Path config;

    private RunCodeLists(List<String> words, Options options, PrintStream out, PrintStream err) {
        this.words = words;
        this.options = options;
        this.out = out;
        this.err = err;
        this.config = Path.of(value("config", value("hub.config", "config")));
    }

    static int run(String[] arguments, PrintStream out, PrintStream err) {
        int count = 0;
        while (count < arguments.length && !arguments[count].startsWith("--")) {
            count++;
        }
        List<String> words = List.of(arguments).subList(0, count);
        Options options = Options.parse(Arrays.copyOfRange(arguments, count, arguments.length), OPTIONS);
        if (options.help()) {
            out.print(USAGE);
            return CommandLine.DONE;
        }
        RunCodeLists run = new RunCodeLists(words, options, out, err);
        String mistake = run.mistake();
        if (mistake != null) {
            err.println(mistake);
            err.print(USAGE);
            return CommandLine.MISUSED;
        }
        try {
            return words.get(0).equals("uses") ? run.uses() : run.compare();
        } catch (OfficialListException | CodeListConfigException | CodeException | UncheckedIOException e) {
            err.println(e.getMessage());
            return CommandLine.FAILED;
        }
    }

    private @Nullable String mistake() {
        if (options.mistake() != null) {
            return options.mistake();
        }
        boolean uses = !words.isEmpty() && words.get(0).equals("uses");
        boolean diff = !words.isEmpty() && Set.of("diff", "import").contains(words.get(0));
        if (!(uses && words.size() > 1 && words.size() < 4) && !(diff && words.size() == 2)) {
            return "Say codelists diff <list>, codelists import <list> or codelists uses <list> [<code>].";
        }
        if (uses) {
            return null;
        }
        if (options.value("from") == null || options.value("effective") == null) {
            return "--from or --effective is missing.";
        }
        if (words.get(0).equals("import") && options.value("reviewed") == null) {
            return "--reviewed is missing: review the output of codelists diff, then name its fingerprint.";
        }
        if (options.values("column").stream().anyMatch(column -> column.indexOf('=') < 1)) {
            return "--column is column=header, such as code=Mã.";
        }
        try {
            LocalDate day = effective();
            LocalDate today = LocalDate.ofInstant(Clock.systemUTC().instant(), VIETNAM);
            return day.isBefore(today) && !"true".equals(options.value("backdated"))
                    ? "The day " + day + " is past: say --backdated true if that is meant."
                    : null;
        } catch (DateTimeParseException e) {
            return "--effective is a day such as 2025-07-01.";
        }
    }

    private int uses() {
        String list = words.get(1);
        String code = words.size() > 2 ? words.get(2) : null;
        CodeLists.read(config.resolve("codelists")).rows(list);
        List<Uses.Use> uses = catalogue().ofList(list, code);
        String language = value("lang", RunCheck.language(System.getenv()));
        uses.forEach(use -> out.println(use.line(language)));
        long literal = uses.stream().filter(Uses.Use::literal).count();
        err.println(
                language.equals("vi")
                        ? uses.size() + " chỗ dùng, trong đó " + literal + " chỗ nêu đúng mã."
                        : uses.size() + " uses, " + literal + " of them literal.");
        return CommandLine.DONE;
    }

    static String line(Uses.Use use) {
        return use.line("en");
    }

    private Uses catalogue() {
        return new Uses(config, Path.of(value("routes", value("hub.routes", "routes"))));
    }

    private int compare() {
        String list = words.get(1);
        Path directory = config.resolve("codelists");
        CodeLists lists = CodeLists.read(directory);
        OfficialList official = OfficialList.read(Path.of(value("from", "")), columns());
        ListDifference difference = ListDifference.of(lists, list, official, effective());
        String fingerprint = fingerprint(difference);
        if (words.get(0).equals("diff")) {
            out.print(value("format", "text").equals("json") ? json(difference) : text(difference));
            return CommandLine.DONE;
        }
        if (!fingerprint.equals(options.value("reviewed"))) {
            err.println("This is not the difference that was reviewed: its fingerprint is " + fingerprint + ".");
            return CommandLine.FAILED;
        }
        if (difference.items().isEmpty()) {
            err.println("There is nothing to take over.");
            return CommandLine.DONE;
        }
        int closed = difference.items(Kind.CLOSED).size();
        if (tooMany(closed, lists) && !value("closing", "").equals(String.valueOf(closed))) {
            err.println(
                    closed + " codes would end, more than a tenth of those in force: is the file the whole list? When"
                            + " that is meant, say --closing " + closed + ".");
            return CommandLine.FAILED;
        }
        out.println(new ListUpdate(difference).write(directory));
        return CommandLine.DONE;
    }

    /** Part of a list must not end what the rest of it says. */
    private boolean tooMany(int closed, CodeLists lists) {
        LocalDate before = effective().minusDays(1);
        long valid = lists.rows(words.get(1)).stream()
                .filter(row -> row.validOn(before))
                .count();
        return closed > 1 && closed * 10L > valid;
    }

    private Map<String, String> columns() {
        Map<String, String> columns = new LinkedHashMap<>(Map.of("code", "code", "vi", "vi"));
        for (String column : options.values("column")) {
            int equals = column.indexOf('=');
            columns.put(column.substring(0, equals), column.substring(equals + 1));
        }
        return columns;
    }

    private String text(ListDifference difference) {
        StringBuilder text = new StringBuilder();
        text.append(difference.list())
                .append(", as of ")
                .append(difference.day())
                .append(": ");
        text.append(difference.unchanged()).append(" unchanged");
        for (Kind kind : Kind.values()) {
            text.append(", ").append(difference.items(kind).size()).append(' ').append(word(kind));
        }
        text.append('\n');
        for (Item item : difference.items()) {
            text.append("  ")
                    .append(word(item.kind()))
                    .append(' ')
                    .append(item.code())
                    .append("  ");
            text.append(cells(item))
                    .append(item.note().isEmpty() ? "" : " (" + item.note() + ")")
                    .append('\n');
            literal(difference, item).forEach(use -> text.append("      used literally: ")
                    .append(line(use))
                    .append('\n'));
        }
        return text.append("fingerprint ")
                .append(fingerprint(difference))
                .append('\n')
                .toString();
    }

    /** Where a code stands literally that will mean something else, or nothing. */
    private List<Uses.Use> literal(ListDifference difference, Item item) {
        return item.was().isEmpty()
                ? List.of()
                : catalogue().ofList(difference.list(), item.code()).stream()
                        .filter(Uses.Use::literal)
                        .toList();
    }

    private static String cells(Item item) {
        if (item.was().isEmpty() || item.becomes().isEmpty()) {
            return (item.was().isEmpty() ? item.becomes() : item.was()).getOrDefault("vi", "");
        }
        return item.becomes().entrySet().stream()
                .filter(cell -> !cell.getValue().equals(item.was().getOrDefault(cell.getKey(), "")))
                .map(cell -> cell.getKey() + ": " + item.was().getOrDefault(cell.getKey(), "(none)") + " → "
                        + cell.getValue())
                .collect(Collectors.joining("; "));
    }

    private String json(ListDifference difference) {
        JsonMapper json = new JsonMapper();
        ObjectNode root = json.createObjectNode()
                .put("list", difference.list())
                .put("day", difference.day().toString())
                .put("fingerprint", fingerprint(difference))
                .put("unchanged", difference.unchanged());
        ArrayNode items = root.putArray("items");
        for (Item item : difference.items()) {
            ObjectNode node = items.addObject().put("kind", word(item.kind())).put("code", item.code());
            item.was().forEach(node.putObject("was")::put);
            item.becomes().forEach(node.putObject("becomes")::put);
            node.put("note", item.note());
            ArrayNode uses = node.putArray("literal");
            literal(difference, item).forEach(use -> uses.add(use.at().toString()));
        }
        return json.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    }

    private static String fingerprint(ListDifference difference) {
        return HexFormat.of().formatHex(DigestUtils.sha256(difference.toString()), 0, FINGERPRINT);
    }

    private LocalDate effective() {
        return LocalDate.parse(value("effective", ""));
    }

    private static String word(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private String value(String name, String preset) {
        String value = options.value(name);
        return value == null ? preset : value;
    }
}
