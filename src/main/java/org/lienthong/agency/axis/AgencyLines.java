package org.lienthong.agency.axis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.lienthong.config.Findings;
import org.lienthong.config.YamlNode;
import org.lienthong.config.YamlReader;

/** Puts lines into a file of agencies, each before the first agency with a greater id; what is there stays as it is. */
final class AgencyLines {

    private static final String INDENT = "  ";

    private AgencyLines() {}

    /**
     * The text with the lines in it.
     *
     * @param lines by id, each one agency in YAML's flow style
     * @throws AxisListException when the text is no file of agencies
     */
    static String insert(String file, String text, SortedMap<String, String> lines) {
        List<String> all = new ArrayList<>(Arrays.asList(text.split("\n", -1)));
        List<Entry> there = text.contains("- ") ? entries(file, text) : List.of();
        String indent = there.isEmpty() ? INDENT : there.get(0).indent();
        int next = there.size() - 1;
        int end = end(all);
        // From the end, so that the line numbers of what comes before still hold.
        for (Map.Entry<String, String> line : descending(lines)) {
            while (next >= 0 && there.get(next).id().compareTo(line.getKey()) > 0) {
                next--;
            }
            int at = next + 1 < there.size() ? there.get(next + 1).line() : end;
            all.add(at, indent + "- " + line.getValue());
        }
        return String.join("\n", all);
    }

    private record Entry(String id, int line, String indent) {}

    private static List<Map.Entry<String, String>> descending(SortedMap<String, String> lines) {
        List<Map.Entry<String, String>> all = new ArrayList<>(lines.entrySet());
        java.util.Collections.reverse(all);
        return all;
    }

    private static int end(List<String> lines) {
        int end = lines.size();
        while (end > 0 && lines.get(end - 1).isBlank()) {
            end--;
        }
        return end;
    }

    private static List<Entry> entries(String file, String text) {
        Findings findings = new Findings();
        YamlNode root = YamlReader.read(file, text, findings).orElse(null);
        if (!(root != null && value(root, "agencies") instanceof YamlNode.Sequence sequence)) {
            throw new AxisListException(file + " is no list of agencies: " + findings);
        }
        List<Entry> entries = new ArrayList<>();
        for (YamlNode item : sequence.items()) {
            String id = value(item, "id") instanceof YamlNode.Scalar scalar ? scalar.text() : "";
            int column = Math.max(0, item.at().column() - 3);
            entries.add(new Entry(id, item.at().line() - 1, " ".repeat(column)));
        }
        return entries;
    }

    private static @Nullable YamlNode value(YamlNode node, String key) {
        YamlNode.@Nullable Entry entry =
                node instanceof YamlNode.Mapping mapping ? mapping.entries().get(key) : null;
        return entry == null ? null : entry.value();
    }
}
