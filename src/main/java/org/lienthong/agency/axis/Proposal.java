package org.lienthong.agency.axis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lienthong.agency.AgencyCode;
import org.lienthong.agency.AgencyRegistry;
import org.lienthong.agency.axis.Difference.Item;
import org.lienthong.agency.axis.Difference.Kind;
import org.springframework.util.FileSystemUtils;

/**
 * A difference as files beneath {@code config/agencies}: new agencies in one file per ministry or province, one line each,
 * in the order of their ids, so that the next proposal changes few lines; and all that happens to agencies already known
 * in one file of {@code changes/}. Files that are there keep every line.
 */
public final class Proposal {

    private static final String HEAD = """
            # Units of %s as the axis lists them, one line each. `agencies import` adds lines and changes none.
            agencies:
            """;

    private final Difference difference;
    private final AgencyRegistry registry;
    private final String legalBasis;
    private final Map<String, Item> added = new HashMap<>();

    /**
     * @param registry the register that the difference is about
     * @param legalBasis what the file of changes names
     */
    public Proposal(Difference difference, AgencyRegistry registry, String legalBasis) {
        this.difference = difference;
        this.registry = registry;
        this.legalBasis = legalBasis;
        difference.items(Kind.NEW).forEach(item -> added.put(item.agency(), item));
    }

    /**
     * Writes the files, all or none: first into a copy of the directory, which must pass the check.
     *
     * @param directory {@code config/agencies}
     * @return the files that were made or changed
     * @throws org.lienthong.agency.AgencyConfigException when the directory would then be wrong; nothing is written
     */
    public List<Path> write(Path directory) {
        try {
            Path copy = Files.createTempDirectory("agencies-");
            try {
                FileSystemUtils.copyRecursively(directory, copy);
                Map<Path, String> files = files(copy);
                for (Map.Entry<Path, String> file : files.entrySet()) {
                    put(copy.resolve(file.getKey()), file.getValue());
                }
                AgencyRegistry.load(copy);
                List<Path> written = new ArrayList<>();
                for (Map.Entry<Path, String> file : files.entrySet()) {
                    written.add(put(directory.resolve(file.getKey()), file.getValue()));
                }
                return written;
            } finally {
                FileSystemUtils.deleteRecursively(copy);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path put(Path file, String text) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path half = file.resolveSibling(file.getFileName() + ".tmp");
        Files.writeString(half, text, StandardCharsets.UTF_8);
        return Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private Map<Path, String> files(Path directory) throws IOException {
        Map<String, TreeMap<String, String>> byFile = new TreeMap<>();
        added.values().forEach(item -> byFile.computeIfAbsent(file(item.agency()), name -> new TreeMap<>())
                .put(item.agency(), line(item)));
        Map<Path, String> files = new TreeMap<>();
        for (Map.Entry<String, TreeMap<String, String>> entry : byFile.entrySet()) {
            Path file = Path.of(entry.getKey() + ".yaml");
            Path existing = directory.resolve(file);
            String text = Files.exists(existing) ? Files.readString(existing) : HEAD.formatted(entry.getKey());
            files.put(file, AgencyLines.insert(existing.toString(), text, entry.getValue()));
        }
        String changes = changes();
        if (!changes.isEmpty()) {
            files.put(free(directory), changes);
        }
        return files;
    }

    /** Ministries and provinces have three characters in front (QĐ 20/2020) or at the end (QCVN 102:2016). */
    private String file(String id) {
        String top = top(id);
        if (!AgencyCode.wellFormed(top)) {
            return top;
        }
        return AgencyCode.wellFormed(AgencyCode.Scheme.QD20, top) ? top.substring(0, 3) : top.substring(10);
    }

    private String top(String id) {
        String top = id;
        for (String above = above(top); above != null && !above.isEmpty(); above = above(top)) {
            top = above;
        }
        return top;
    }

    private @Nullable String above(String id) {
        Item item = added.get(id);
        if (item != null) {
            return item.parent();
        }
        return registry.byId(id).map(agency -> agency.parent(difference.day())).orElse(null);
    }

    private String line(Item item) {
        AxisUnit unit = item.unit();
        StringBuilder line = new StringBuilder("{id: ").append(item.agency());
        if (!item.parent().isEmpty()) {
            line.append(", parent: ").append(item.parent());
        }
        line.append(", names: [{vi: ").append(quoted(unit.name())).append("}], codes: [");
        String codes = Stream.of(unit.code(), unit.oldCode())
                .distinct()
                .filter(AgencyCode::wellFormed)
                .map(Proposal::code)
                .reduce((one, other) -> one + ", " + other)
                .orElse("");
        line.append(codes).append(']');
        if (!unit.mail().isEmpty()) {
            line.append(", mail: ").append(quoted(unit.mail()));
        }
        return line.append('}').toString();
    }

    private static String code(String code) {
        AgencyCode.Scheme scheme = AgencyCode.wellFormed(AgencyCode.Scheme.QD20, code)
                ? AgencyCode.Scheme.QD20
                : AgencyCode.Scheme.QCVN102;
        return "{scheme: " + scheme + ", value: " + code + "}";
    }

    private String changes() {
        List<String> lines = new ArrayList<>();
        for (Item item : difference.items()) {
            if (item.kind() == Kind.CHANGED) {
                item.changes().forEach(change -> lines.add(item.agency() + '\t' + change(item.agency(), change)));
            } else if (item.kind() == Kind.CLOSED) {
                lines.add(item.agency() + "\tdissolve: {agencies: [" + item.agency() + "]}");
            }
        }
        if (lines.isEmpty()) {
            return "";
        }
        LocalDate day = difference.day();
        StringBuilder text = new StringBuilder("# From the axis' list of agencies. It does not tell who takes over from"
                + " one that ends: write merge or split\n# instead of dissolve where somebody does.\n");
        text.append("from: ").append(day).append("\nlegalBasis: ").append(quoted(legalBasis));
        text.append("\nchanges:\n");
        lines.stream().sorted().forEach(line -> text.append("  - ")
                .append(line, line.indexOf('\t') + 1, line.length())
                .append('\n'));
        return text.toString();
    }

    private String change(String id, Difference.Change change) {
        return switch (change.what()) {
            case NAME -> "rename: {agency: " + id + ", vi: " + quoted(change.becomes()) + "}";
            case CODE, OLD_CODE -> "recode: {agency: " + id + ", codes: [" + code(change.becomes()) + "]}";
            case PARENT -> "move: {agencies: [" + id + "], parent: " + change.becomes() + "}";
        };
    }

    private Path free(Path directory) {
        for (int i = 1; ; i++) {
            Path file = Path.of("changes", difference.day() + "-axis" + (i == 1 ? "" : "-" + i) + ".yaml");
            if (Files.notExists(directory.resolve(file))) {
                return file;
            }
        }
    }

    /** A YAML text in double quotes; what is written holds no control characters. */
    static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
