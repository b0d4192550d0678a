package org.lienthong.codelist;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;
import org.lienthong.codelist.ListDifference.Item;
import org.lienthong.codelist.ListDifference.Kind;
import org.springframework.util.FileSystemUtils;

/**
 * Takes a difference into a list's file: rows that end get their last day, others are added, every other line stays as it
 * is, byte for byte. No row is taken away, and none that has ended is touched.
 */
public final class ListUpdate {

    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setTrim(true).get();

    private final ListDifference difference;

    public ListUpdate(ListDifference difference) {
        this.difference = difference;
    }

    /**
     * Writes the file, when all lists would then pass the check.
     *
     * @param directory {@code config/codelists}
     * @throws CodeListConfigException when they would not; nothing is written
     * @throws OfficialListException when the difference has conflicts; nothing is written
     */
    public Path write(Path directory) {
        List<Item> conflicts = difference.items(Kind.CONFLICT);
        if (!conflicts.isEmpty()) {
            throw new OfficialListException("history would be written anew for "
                    + String.join(", ", conflicts.stream().map(Item::code).toList())
                    + ": choose another day, or edit these rows by hand");
        }
        Path file = directory.resolve(difference.list() + ".csv");
        try {
            String text = updated(Files.readString(file));
            Path copy = Files.createTempDirectory("codelists-");
            try {
                FileSystemUtils.copyRecursively(directory, copy);
                Files.writeString(copy.resolve(difference.list() + ".csv"), text);
                CodeLists.read(copy);
            } finally {
                FileSystemUtils.deleteRecursively(copy);
            }
            Path half = Files.writeString(file.resolveSibling(file.getFileName() + ".tmp"), text, UTF_8);
            return Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text of the file with the difference in it. */
    String updated(String text) throws IOException {
        List<String> lines = new ArrayList<>(Arrays.asList(text.split("\n", -1)));
        List<String> columns = List.of();
        Map<String, Item> open = new LinkedHashMap<>();
        difference.items().forEach(item -> open.put(item.code(), item));
        Map<String, Integer> lastLine = new LinkedHashMap<>();
        int header = 0;
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).isBlank() || lines.get(i).startsWith("#")) {
                continue;
            }
            String[] cells = cells(lines.get(i));
            if (columns.isEmpty()) {
                columns = Arrays.asList(cells);
                header = i;
                continue;
            }
            String code = cells[columns.indexOf("code")];
            lastLine.put(code, i);
            Item item = open.get(code);
            if (item != null && !item.was().isEmpty() && isOpen(cells, columns)) {
                lines.set(i, ended(cells, columns, item) + end(lines.get(i)));
            }
        }
        return insert(lines, columns, lastLine, header + 1);
    }

    private boolean isOpen(String[] cells, List<String> columns) {
        String from = cells[columns.indexOf("from")];
        return cells[columns.indexOf("to")].isEmpty()
                && (from.isEmpty() || LocalDate.parse(from).isBefore(difference.day()));
    }

    private String ended(String[] cells, List<String> columns, Item item) throws IOException {
        String[] ended = cells.clone();
        ended[columns.indexOf("to")] = difference.day().toString();
        int successor = columns.indexOf(CodeListFile.SUCCESSOR);
        if (successor >= 0 && ended[successor].isEmpty()) {
            ended[successor] = successor(item);
        }
        return line(Arrays.asList(ended));
    }

    /** The code that means from that day on what this one meant; the same code when it is only told otherwise. */
    private String successor(Item item) {
        if (item.kind() == Kind.CHANGED) {
            return item.code();
        }
        return difference.items().stream()
                .filter(other -> !other.becomes().isEmpty())
                .filter(other ->
                        Objects.equals(other.becomes().get("vi"), item.was().get("vi")))
                .map(Item::code)
                .findFirst()
                .orElse("");
    }

    private String insert(List<String> lines, List<String> columns, Map<String, Integer> lastLine, int start)
            throws IOException {
        Map<Integer, List<String>> added = new LinkedHashMap<>();
        int end = lines.size();
        while (end > 0 && lines.get(end - 1).isBlank()) {
            end--;
        }
        for (Item item : difference.items()) {
            if (!item.becomes().isEmpty()) {
                added.computeIfAbsent(place(item.code(), lastLine, start, end), line -> new ArrayList<>())
                        .add(line(columns.stream()
                                .map(column -> cell(item, column))
                                .toList()));
            }
        }
        List<String> all = new ArrayList<>();
        for (int i = 0; i <= lines.size(); i++) {
            all.addAll(added.getOrDefault(i, List.of()));
            if (i < lines.size()) {
                all.add(lines.get(i));
            }
        }
        return String.join("\n", all);
    }

    /** After the code's own rows; else after the last smaller code where the file is in order; else at the end. */
    private static int place(String code, Map<String, Integer> lastLine, int start, int end) {
        Integer own = lastLine.get(code);
        if (own != null) {
            return own + 1;
        }
        List<String> codes = List.copyOf(lastLine.keySet());
        if (!codes.equals(codes.stream().sorted().toList())) {
            return end;
        }
        int place = end;
        for (int i = codes.size() - 1; i >= 0 && codes.get(i).compareTo(code) > 0; i--) {
            place = i == 0 ? start : lastLine.getOrDefault(codes.get(i - 1), start) + 1;
        }
        return place;
    }

    private String cell(Item item, String column) {
        return switch (column) {
            case "code" -> item.code();
            case "from" -> difference.day().toString();
            case "to" -> "";
            default -> item.becomes().getOrDefault(column, "");
        };
    }

    private static String[] cells(String line) throws IOException {
        try (CSVParser parser = CSVParser.parse(new StringReader(line), FORMAT)) {
            CSVRecord record = parser.iterator().next();
            return record.values();
        }
    }

    private static String line(List<String> cells) throws IOException {
        StringWriter text = new StringWriter();
        try (CSVPrinter printer = new CSVPrinter(
                text, CSVFormat.RFC4180.builder().setRecordSeparator("").get())) {
            printer.printRecord(cells);
        }
        return text.toString();
    }

    private static String end(String line) {
        return line.endsWith("\r") ? "\r" : "";
    }
}
