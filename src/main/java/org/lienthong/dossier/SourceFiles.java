package org.lienthong.dossier;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lienthong.config.Findings;
import org.lienthong.config.Position;
import org.lienthong.config.YamlNode;
import org.lienthong.config.YamlReader;
import org.lienthong.embedded.StartupProblem;

/** Reads {@code config/dossiers/<agency id>.yaml}, a file for each source system that has words of its own. */
public final class SourceFiles {

    private static final Set<String> KINDS = Set.of("1", "2", "3", "4");

    private final Findings findings;

    private SourceFiles(Findings findings) {
        this.findings = findings;
    }

    /**
     * A directory that is not there holds none.
     *
     * @throws StartupProblem when a file cannot be used, with file, line and reason of everything that is wrong
     */
    public static SourceMappings read(Path directory) {
        Findings findings = new Findings();
        SourceMappings mappings = read(directory, findings);
        if (!findings.isEmpty()) {
            throw new StartupProblem(
                    "The mappings of dossiers' sources cannot be used:\n" + findings,
                    "Không dùng được bảng ánh xạ của hệ thống nguồn hồ sơ.",
                    "Correct the files named above; docs/dossiers.md says what stands in them.");
        }
        return mappings;
    }

    /** As {@link #read(Path)}, with everything that is wrong among the findings. */
    public static SourceMappings read(Path directory, Findings findings) {
        SourceFiles reader = new SourceFiles(findings);
        Map<String, SourceMapping> mappings = new HashMap<>();
        for (Path file : reader.files(directory)) {
            String name = Objects.requireNonNull(file.getFileName()).toString();
            YamlReader.read(file, findings)
                    .ifPresent(root -> mappings.put(name.substring(0, name.length() - 5), reader.mapping(root)));
        }
        return new SourceMappings(mappings);
    }

    private List<Path> files(Path directory) {
        if (Files.notExists(directory)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            findings.add(new Position(directory.toString(), 1, 1), "unreadable", "the directory cannot be read");
            return List.of();
        }
    }

    private SourceMapping mapping(YamlNode root) {
        if (!(root instanceof YamlNode.Mapping file)) {
            findings.add(root.at(), "wrong-shape", "the file holds 'states' and 'applicant-kinds'");
            return SourceMapping.NONE;
        }
        file.entries().forEach((key, entry) -> {
            if (!key.equals("states") && !key.equals("applicant-kinds")) {
                findings.add(
                        entry.key(),
                        "unknown-key",
                        "the key '" + key + "' is not known here; known: states, applicant-kinds");
            }
        });
        return new SourceMapping(
                table(file.entries().get("states"), SourceFiles::state, "a state of the portal, 1 to 10"),
                table(file.entries().get("applicant-kinds"), SourceFiles::kind, "LoaiDoiTuong of the portal, 1 to 4"));
    }

    private <T> Map<String, T> table(
            YamlNode.@Nullable Entry entry, Function<String, @Nullable T> target, String wanted) {
        Map<String, T> table = new HashMap<>();
        if (entry != null && entry.value() instanceof YamlNode.Mapping words) {
            words.entries().forEach((word, value) -> {
                T found = value.value() instanceof YamlNode.Scalar scalar ? target.apply(scalar.text()) : null;
                if (found == null) {
                    findings.add(value.value().at(), "bad-value", "this should be " + wanted);
                } else {
                    table.put(word, found);
                }
            });
        } else if (entry != null) {
            findings.add(entry.value().at(), "wrong-shape", "a table: the source's word, then " + wanted);
        }
        return table;
    }

    private static @Nullable DossierState state(String text) {
        return SourceMapping.NONE.state(text);
    }

    private static @Nullable String kind(String text) {
        return KINDS.contains(text) ? text : null;
    }
}
