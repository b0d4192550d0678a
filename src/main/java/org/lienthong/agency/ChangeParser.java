package org.lienthong.agency;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lienthong.config.Fields;
import org.lienthong.config.Findings;
import org.lienthong.config.Position;
import org.lienthong.config.YamlNode;
import org.lienthong.config.YamlReader;

/** Reads one file of changes: a day, the legal basis, and what happens to which agency on that day. */
final class ChangeParser {

    private static final List<String> KINDS = List.of("merge", "split", "rename", "recode", "move", "dissolve");

    private final LocalDate from;
    private final Findings findings;
    private final List<AgencyChange> changes = new ArrayList<>();

    private ChangeParser(LocalDate from, Findings findings) {
        this.from = from;
        this.findings = findings;
    }

    /** What of the file can be used; the rest is among the findings. */
    static List<AgencyChange> read(Path path, Findings findings) {
        Fields file = YamlReader.read(path, findings)
                .map(root -> Fields.of(root, "the file", findings))
                .orElse(null);
        if (file == null) {
            return List.of();
        }
        LocalDate from = file.missing("from") ? null : file.date("from");
        file.text("legalBasis");
        file.optionalText("note");
        List<Fields> items = file.missing("changes") ? List.of() : file.list("changes");
        file.refuseOthers();
        if (from == null) {
            return List.of();
        }
        ChangeParser parser = new ChangeParser(from, findings);
        items.forEach(parser::change);
        return parser.changes;
    }

    private void change(Fields item) {
        List<String> kinds = KINDS.stream().filter(item::has).toList();
        if (kinds.size() == 1) {
            Fields of = item.fields(kinds.get(0));
            if (of != null) {
                change(kinds.get(0), of);
                of.refuseOthers();
            }
        } else {
            findings.add(item.at(), "bad-value", "each item of 'changes' has one of " + String.join(", ", KINDS));
        }
        KINDS.forEach(item::has);
        if (kinds.size() == 1) {
            item.refuseOthers();
        }
    }

    private void change(String kind, Fields of) {
        switch (kind) {
            case "merge" -> merge(of);
            case "split" -> split(of);
            case "rename" -> rename(of);
            case "recode" -> recode(of);
            case "move" -> move(of);
            default -> each(of, (at, agency) -> changes.add(new AgencyChange.Dissolved(at, from, agency)));
        }
    }

    private void merge(Fields of) {
        String into = of.text("into");
        each(of, (at, agency) -> {
            if (!into.isEmpty()) {
                changes.add(new AgencyChange.Merged(at, from, agency, into));
            }
        });
    }

    private void move(Fields of) {
        String parent = of.text("parent");
        each(of, (at, agency) -> {
            if (!parent.isEmpty()) {
                changes.add(new AgencyChange.Moved(at, from, agency, parent));
            }
        });
    }

    private void split(Fields of) {
        String agency = of.text("agency");
        List<AgencyChange.Part> parts = new ArrayList<>();
        for (Fields item : of.missing("into") ? List.<Fields>of() : of.list("into")) {
            String part = item.text("agency");
            List<String> units = item.texts("units");
            item.refuseOthers();
            if (!part.isEmpty()) {
                parts.add(new AgencyChange.Part(item.at("agency"), part, units));
            }
        }
        String receiver = of.optionalText("receiver");
        List<String> names = parts.stream().map(AgencyChange.Part::agency).toList();
        if (new HashSet<>(names).size() < 2 || new HashSet<>(names).size() < names.size()) {
            findings.add(of.at("into"), "bad-value", "'into' must name at least two successors, each once");
        } else if (receiver != null && !names.contains(receiver)) {
            findings.add(of.at("receiver"), "bad-value", "the receiver '" + receiver + "' is not among 'into'");
        } else if (!agency.isEmpty()) {
            changes.add(new AgencyChange.Split(of.at("agency"), from, agency, parts, receiver));
        }
    }

    private void rename(Fields of) {
        String agency = of.text("agency");
        String vi = of.text("vi");
        String en = of.optionalText("en");
        if (!agency.isEmpty() && !vi.isEmpty()) {
            changes.add(new AgencyChange.Renamed(of.at("agency"), from, agency, vi, en));
        }
    }

    private void recode(Fields of) {
        String agency = of.text("agency");
        for (Fields item : of.missing("codes") ? List.<Fields>of() : of.list("codes")) {
            AgencyCode.Scheme scheme = item.missing("scheme")
                    ? AgencyCode.Scheme.QD20
                    : item.choice("scheme", AgencyCode.Scheme.class, AgencyCode.Scheme.QD20);
            String value = item.text("value");
            item.refuseOthers();
            if (!AgencyCode.wellFormed(scheme, value)) {
                if (!value.isEmpty()) {
                    findings.add(item.at("value"), "bad-code", "'" + value + "' is no code of the scheme " + scheme);
                }
            } else if (!agency.isEmpty()) {
                changes.add(new AgencyChange.Recoded(item.at("value"), from, agency, scheme, value));
            }
        }
    }

    private interface Each {
        void take(Position at, String agency);
    }

    private void each(Fields of, Each each) {
        if (of.missing("agencies")) {
            return;
        }
        List<YamlNode> items = of.items("agencies");
        List<String> ids = of.texts("agencies");
        if (ids.isEmpty()) {
            findings.add(of.at("agencies"), "missing-key", "'agencies' must name at least one agency");
        }
        for (int i = 0; i < ids.size(); i++) {
            each.take(place(items, i), ids.get(i));
        }
    }

    private static Position place(List<YamlNode> items, int i) {
        @Nullable YamlNode item = items.get(Math.min(i, items.size() - 1));
        return item.at();
    }
}
