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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * A list as its publisher issues it: a CSV file in UTF-8, with or without byte order mark, separated by commas,
 * semicolons or tabs, whose first line names the columns in whatever words. It holds what is so from a day on, all of it.
 */
public final class OfficialList {

    private static final long MAX_BYTES = 64L << 20;
    private static final Pattern BLANKS = Pattern.compile("[\\s\\u00A0]+");

    private final Map<String, Map<String, String>> rows;
    private final List<String> columns;

    private OfficialList(Map<String, Map<String, String>> rows, List<String> columns) {
        this.rows = rows;
        this.columns = columns;
    }

    /**
     * Reads the file.
     *
     * @param columns from columns of the hub's list ({@code code}, {@code vi}, …) to headers of the file
     * @throws OfficialListException when it is another kind of file, or in another encoding, or contradicts itself
     */
    public static OfficialList read(Path file, Map<String, String> columns) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new OfficialListException(file + " has more than " + MAX_BYTES + " bytes");
            }
            return parse(file, text(file, Files.readAllBytes(file)), columns);
        } catch (IOException | UncheckedIOException e) {
            throw new OfficialListException(file + " cannot be read as CSV: " + e.getMessage());
        }
    }

    private static String text(Path file, byte[] bytes) {
        if (bytes.length > 1 && ((bytes[0] & 0xff) == 0xff || (bytes[0] & 0xff) == 0xfe)) {
            throw new OfficialListException(file + " is UTF-16: save it as 'CSV UTF-8'");
        }
        if (bytes.length > 1 && bytes[0] == 'P' && bytes[1] == 'K') {
            throw new OfficialListException(file + " is a spreadsheet: save it as 'CSV UTF-8'");
        }
        try {
            String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            if (text.indexOf('\0') >= 0) {
                throw new OfficialListException(file + " holds NUL characters, so it is no text in UTF-8");
            }
            return Normalizer.normalize(text.startsWith("\uFEFF") ? text.substring(1) : text, Normalizer.Form.NFC);
        } catch (CharacterCodingException e) {
            throw new OfficialListException(
                    file + " is not UTF-8, perhaps Windows-1258 or TCVN3: save it as 'CSV UTF-8'");
        }
    }

    private static OfficialList parse(Path file, String text, Map<String, String> wanted) throws IOException {
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setDelimiter(delimiter(text))
                .setIgnoreEmptyLines(true)
                .get();
        Map<String, Map<String, String>> rows = new LinkedHashMap<>();
        try (CSVParser parser = CSVParser.parse(new StringReader(text), format)) {
            @Nullable Map<String, Integer> places = null;
            int width = 0;
            for (CSVRecord record : parser) {
                if (places == null) {
                    places = places(file, record, wanted);
                    width = record.size();
                } else {
                    requireNoMore(width, file, parser.getCurrentLineNumber(), record);
                    row(file, parser.getCurrentLineNumber(), record, places, rows);
                }
            }
        }
        if (rows.isEmpty()) {
            throw new OfficialListException(file + " holds no code");
        }
        return new OfficialList(rows, List.copyOf(wanted.keySet()));
    }

    private static char delimiter(String text) {
        String first = text.lines().findFirst().orElse("");
        char best = ',';
        for (char candidate : new char[] {';', '\t'}) {
            if (count(first, candidate) > count(first, best)) {
                best = candidate;
            }
        }
        return best;
    }

    private static long count(String text, char c) {
        return text.chars().filter(one -> one == c).count();
    }

    private static Map<String, Integer> places(Path file, CSVRecord header, Map<String, String> wanted) {
        Map<String, Integer> byName = new HashMap<>();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < header.size(); i++) {
            byName.putIfAbsent(clean(header.get(i)), i);
            names.add(clean(header.get(i)));
        }
        Map<String, Integer> places = new LinkedHashMap<>();
        wanted.forEach((column, name) -> {
            Integer place = byName.get(clean(Normalizer.normalize(name, Normalizer.Form.NFC)));
            if (place != null && names.indexOf(names.get(place)) != names.lastIndexOf(names.get(place))) {
                throw new OfficialListException(file + " has the column '" + name + "' twice");
            }
            if (place == null) {
                throw new OfficialListException(
                        file + " has no column '" + name + "'; it has " + String.join(", ", names));
            }
            places.put(column, place);
        });
        return places;
    }

    /** The rest of a name that holds the separator would be lost. */
    private static void requireNoMore(int cells, Path file, long line, CSVRecord record) {
        if (record.stream().skip(cells).anyMatch(cell -> !cell.isBlank())) {
            throw new OfficialListException(file + ":" + line
                    + " has more cells than the first line: put a text that holds the separator into quotes");
        }
    }

    private static void row(
            Path file,
            long line,
            CSVRecord record,
            Map<String, Integer> places,
            Map<String, Map<String, String>> rows) {
        Map<String, String> cells = new LinkedHashMap<>();
        places.forEach((column, place) -> cells.put(column, place < record.size() ? clean(record.get(place)) : ""));
        String code = cells.remove("code");
        if (code == null || code.isEmpty() || cells.getOrDefault("vi", "").isEmpty()) {
            throw new OfficialListException(file + ":" + line + " has no code or no name");
        }
        if (rows.putIfAbsent(code, cells) != null) {
            throw new OfficialListException(file + ":" + line + " has the code '" + code + "' a second time");
        }
    }

    private static String clean(String cell) {
        return BLANKS.matcher(cell).replaceAll(" ").strip();
    }

    /** By code, the cells of the columns that were asked for, without the code itself. */
    Map<String, Map<String, String>> rows() {
        return rows;
    }

    /** The columns of the hub's list that this one tells. */
    List<String> columns() {
        return columns;
    }
}
