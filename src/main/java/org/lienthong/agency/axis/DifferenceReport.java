package org.lienthong.agency.axis;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.lienthong.agency.axis.Difference.Item;
import org.lienthong.agency.axis.Difference.Kind;
import org.lienthong.agency.axis.Difference.What;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A difference in three forms: to be read, as JSON, and as CSV. */
public final class DifferenceReport {

    private static final int FINGERPRINT = 8;

    private DifferenceReport() {}

    /** For people: counts, then up to {@code most} of each class. */
    public static String text(Difference difference, int most) {
        StringBuilder text = new StringBuilder();
        text.append(difference.units()).append(" units on the axis' list, compared as of ");
        text.append(difference.day()).append(":\n");
        for (Kind kind : Kind.values()) {
            text.append("  %-10s %7d".formatted(word(kind), difference.count(kind)));
            if (kind == Kind.CHANGED && !difference.details().isEmpty()) {
                text.append("  (");
                String separator = "";
                for (What what : What.values()) {
                    int count = difference.details().getOrDefault(what, 0);
                    if (count > 0) {
                        text.append(separator).append(word(what)).append(' ').append(count);
                        separator = ", ";
                    }
                }
                text.append(')');
            }
            text.append('\n');
        }
        text.append("On no list, but open here: ")
                .append(difference.missing().size())
                .append("\n");
        for (Kind kind : List.of(Kind.NEW, Kind.CLOSED, Kind.CHANGED, Kind.AMBIGUOUS)) {
            section(text, kind, difference.items(kind), most);
        }
        if (!difference.missing().isEmpty()) {
            text.append("\nmissing: on no list, but open here (nothing is proposed)\n");
            difference.missing().stream()
                    .limit(most)
                    .forEach(id -> text.append("  ? ").append(id).append('\n'));
            rest(text, difference.missing().size(), most);
        }
        return text.append("\nfingerprint ")
                .append(fingerprint(difference))
                .append('\n')
                .toString();
    }

    private static void section(StringBuilder text, Kind kind, List<Item> items, int most) {
        if (items.isEmpty()) {
            return;
        }
        text.append('\n').append(word(kind)).append('\n');
        items.stream().limit(most).forEach(item -> {
            text.append("  ")
                    .append(mark(kind))
                    .append(' ')
                    .append(item.agency())
                    .append("  ");
            text.append(item.unit().name());
            if (!item.parent().isEmpty()) {
                text.append(", beneath ").append(item.parent());
            }
            if (!item.why().isEmpty()) {
                text.append(": ").append(item.why());
            }
            text.append('\n');
            item.changes().forEach(change -> text.append("      ")
                    .append(word(change.what()))
                    .append(": ")
                    .append(orNone(change.was()))
                    .append(" → ")
                    .append(orNone(change.becomes()))
                    .append('\n'));
        });
        rest(text, items.size(), most);
    }

    private static void rest(StringBuilder text, int size, int most) {
        if (size > most) {
            text.append("  … and ").append(size - most).append(" more\n");
        }
    }

    private static String mark(Kind kind) {
        return switch (kind) {
            case NEW -> "+";
            case CLOSED -> "-";
            case CHANGED -> "~";
            default -> "?";
        };
    }

    private static String orNone(String text) {
        return text.isEmpty() ? "(none)" : text;
    }

    /** All of it as JSON. */
    public static String json(Difference difference) {
        JsonMapper json = new JsonMapper();
        ObjectNode root = json.createObjectNode()
                .put("day", difference.day().toString())
                .put("fingerprint", fingerprint(difference))
                .put("units", difference.units());
        ObjectNode counts = root.putObject("counts");
        for (Kind kind : Kind.values()) {
            counts.put(word(kind), difference.count(kind));
        }
        ObjectNode details = root.putObject("changed");
        for (What what : What.values()) {
            details.put(word(what), difference.details().getOrDefault(what, 0));
        }
        ArrayNode items = root.putArray("items");
        for (Item item : difference.items()) {
            ObjectNode node = items.addObject()
                    .put("kind", word(item.kind()))
                    .put("agency", item.agency())
                    .put("axisId", item.unit().id())
                    .put("code", item.unit().code())
                    .put("oldCode", item.unit().oldCode())
                    .put("name", item.unit().name());
            if (!item.parent().isEmpty()) {
                node.put("parent", item.parent());
            }
            if (!item.why().isEmpty()) {
                node.put("why", item.why());
            }
            if (!item.changes().isEmpty()) {
                ArrayNode changes = node.putArray("changes");
                item.changes().forEach(change -> changes.addObject()
                        .put("what", word(change.what()))
                        .put("was", change.was())
                        .put("becomes", change.becomes()));
            }
        }
        ArrayNode missing = root.putArray("missing");
        difference.missing().forEach(missing::add);
        return json.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    }

    /** A row per new, closed, ambiguous or missing one, and per thing changed; for spreadsheets. */
    public static String csv(Difference difference) {
        StringWriter text = new StringWriter();
        try (CSVPrinter csv = new CSVPrinter(text, CSVFormat.RFC4180)) {
            csv.printRecord("kind", "agency", "code", "oldCode", "name", "parent", "what", "was", "becomes", "why");
            for (Item item : difference.items()) {
                if (item.changes().isEmpty()) {
                    row(csv, item, "", "", "");
                }
                for (Difference.Change change : item.changes()) {
                    row(csv, item, word(change.what()), change.was(), change.becomes());
                }
            }
            for (String id : difference.missing()) {
                csv.printRecord("missing", id, "", "", "", "", "", "", "", "");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void row(CSVPrinter csv, Item item, String what, String was, String becomes) throws IOException {
        csv.printRecord(
                word(item.kind()),
                item.agency(),
                item.unit().code(),
                item.unit().oldCode(),
                plain(item.unit().name()),
                item.parent(),
                what,
                plain(was),
                plain(becomes),
                item.why());
    }

    /** A spreadsheet runs what begins so. */
    private static String plain(String cell) {
        return cell.isEmpty() || "=+-@".indexOf(cell.charAt(0)) < 0 ? cell : "'" + cell;
    }

    /** Names this very difference: what was reviewed is what is taken. */
    public static String fingerprint(Difference difference) {
        StringBuilder text = new StringBuilder(difference.day().toString());
        difference.items().forEach(text::append);
        return HexFormat.of().formatHex(DigestUtils.sha256(text.toString()), 0, FINGERPRINT);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
