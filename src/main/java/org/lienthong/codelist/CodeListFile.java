package org.lienthong.codelist;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import org.lienthong.config.Findings;
import org.lienthong.config.Position;

/**
 * One list as its file has it (RFC 4180, UTF-8, comment lines begin with {@code #}): the columns {@code code}, {@code vi},
 * {@code from} and {@code to}, and any others. A column named as another list holds codes of that list; the column
 * {@code successor} holds codes of its own list, valid from the day on which the row ends.
 */
final class CodeListFile {

    static final String SUCCESSOR = "successor";

    private static final List<String> REQUIRED = List.of("code", "vi", "from", "to");
    private static final Pattern COLUMN = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static final Pattern VALUE = Pattern.compile("[\\p{L}0-9][\\p{L}0-9._-]{0,39}");
    private static final long MAX_BYTES = 16L << 20;
    private static final CSVFormat FORMAT = CSVFormat.RFC4180
            .builder()
            .setCommentMarker('#')
            .setIgnoreEmptyLines(true)
            .setTrim(true)
            .get();

    /** A row and where it stands. */
    record Row(Position at, Code code) {}

    private final String name;
    private final Findings findings;
    private final Set<String> columns = new LinkedHashSet<>();
    private final List<Row> rows = new ArrayList<>();
    private final Map<String, List<Code>> byCode = new LinkedHashMap<>();

    private CodeListFile(String name, Findings findings) {
        this.name = name;
        this.findings = findings;
    }

    /** What of the file can be used; the rest is among the findings. */
    static CodeListFile read(Path path, String name, Findings findings) {
        CodeListFile file = new CodeListFile(name, findings);
        Position start = new Position(path.toString(), 1, 1);
        try {
            if (Files.size(path) > MAX_BYTES) {
                findings.add(start, "too-large", "the file has more than " + MAX_BYTES + " bytes");
                return file;
            }
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(path));
            String text = Normalizer.normalize(UTF_8.newDecoder().decode(bytes), Normalizer.Form.NFC);
            file.parse(path.toString(), text.startsWith("\uFEFF") ? text.substring(1) : text);
        } catch (CharacterCodingException e) {
            findings.add(start, "not-utf-8", "the file is not UTF-8");
        } catch (IOException e) {
            findings.add(start, "unreadable", "the file cannot be read");
        }
        return file;
    }

    private void parse(String path, String text) throws IOException {
        try (CSVParser parser = CSVParser.parse(new StringReader(text), FORMAT)) {
            for (CSVRecord record : parser) {
                Position at = new Position(path, (int) parser.getCurrentLineNumber(), 1);
                if (columns.isEmpty()) {
                    if (!header(record, at)) {
                        return;
                    }
                } else {
                    row(record, at);
                }
            }
            if (rows.isEmpty()) {
                findings.add(new Position(path, 1, 1), "no-codes", "the file holds no code");
            }
        } catch (UncheckedIOException e) {
            findings.add(new Position(path, 1, 1), "csv-syntax", "the file is no CSV: " + e.getMessage());
        }
    }

    private boolean header(CSVRecord record, Position at) {
        for (String column : record) {
            if (!COLUMN.matcher(column).matches()) {
                findings.add(at, "bad-column", "'" + column + "' is no name of a column: small letters and hyphens");
            } else if (!columns.add(column)) {
                findings.add(at, "duplicate-column", "the column '" + column + "' stands here a second time");
            }
        }
        for (String column : REQUIRED) {
            if (!columns.contains(column)) {
                findings.add(at, "missing-column", "the column '" + column + "' is missing; the first line names all");
            }
        }
        return columns.containsAll(REQUIRED) && columns.size() == record.size();
    }

    private void row(CSVRecord record, Position at) {
        if (record.size() != columns.size()) {
            findings.add(
                    at, "cell-count", "the row has " + record.size() + " cells, the first line has " + columns.size());
            return;
        }
        Map<String, String> cells = new LinkedHashMap<>();
        int i = 0;
        for (String column : columns) {
            String cell = record.get(i++);
            if (cell.indexOf('\n') >= 0) {
                findings.add(at, "line-break", "the cell '" + column + "' has a line break");
            } else if (!cell.isEmpty()) {
                cells.put(column, cell);
            }
        }
        String code = cells.remove("code");
        if (code == null || !VALUE.matcher(code).matches()) {
            findings.add(at, "bad-code", "a code has 1 to 40 letters, digits, '.', '_' and '-'");
            return;
        }
        if (!cells.containsKey("vi")) {
            findings.add(at, "no-name", "the code '" + code + "' has no Vietnamese name");
        }
        LocalDate from = day(cells.remove("from"), "from", at);
        LocalDate to = day(cells.remove("to"), "to", at);
        if (from != null && to != null && !from.isBefore(to)) {
            findings.add(at, "bad-period", "'to' is the first day on which the row is no longer valid, after 'from'");
            return;
        }
        add(new Row(at, new Code(name, code, from, to, cells)));
    }

    private void add(Row row) {
        List<Code> meanings = byCode.computeIfAbsent(row.code().value(), code -> new ArrayList<>(1));
        if (meanings.stream().anyMatch(row.code()::overlaps)) {
            findings.add(
                    row.at(), "duplicate-code", "the code '" + row.code().value() + "' has two meanings on one day");
        }
        meanings.add(row.code());
        rows.add(row);
    }

    private @Nullable LocalDate day(@Nullable String cell, String column, Position at) {
        if (cell == null) {
            return null;
        }
        try {
            return LocalDate.parse(cell);
        } catch (DateTimeParseException e) {
            findings.add(at, "bad-date", "'" + column + "' must be a day such as 2025-07-01, not '" + cell + "'");
            return null;
        }
    }

    List<Row> rows() {
        return rows;
    }

    List<Code> meanings(String code) {
        return byCode.getOrDefault(code, List.of());
    }

    /** The columns that hold codes of others among these lists. */
    Set<String> references(Set<String> lists) {
        Set<String> references = new LinkedHashSet<>(columns);
        references.retainAll(lists);
        references.remove(name);
        return references;
    }

    CodeList list(Set<String> lists) {
        return new CodeList(name, columns, rows.stream().map(Row::code).toList(), references(lists));
    }

    /** Whether the code means something on every day on which another row is valid. */
    boolean covers(String code, Code other) {
        LocalDate day = other.from();
        if (day == null) {
            return meanings(code).stream().anyMatch(meaning -> meaning.from() == null && reaches(meaning, other, code));
        }
        return coversFrom(day, code, other);
    }

    private boolean reaches(Code meaning, Code other, String code) {
        LocalDate end = meaning.to();
        return end == null || coversFrom(end, code, other);
    }

    private boolean coversFrom(LocalDate start, String code, Code other) {
        LocalDate end = other.to();
        LocalDate day = start;
        while (end == null || day.isBefore(end)) {
            LocalDate next = day;
            Code meaning = meanings(code).stream()
                    .filter(one -> one.validOn(next))
                    .findFirst()
                    .orElse(null);
            if (meaning == null) {
                return false;
            }
            if (meaning.to() == null) {
                return true;
            }
            day = meaning.to();
        }
        return true;
    }
}
