package org.lienthong.agency;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.lienthong.config.Fields;
import org.lienthong.config.Findings;
import org.lienthong.config.Position;
import org.lienthong.config.YamlReader;

/**
 * Reads the files beneath {@code config/agencies}: each a list of agencies under the key {@code agencies}; and those of
 * {@code changes/}, each what happens on one day.
 */
final class AgencyFiles {

    /** The directory of changes, beside the files of agencies. */
    static final String CHANGES = "changes";

    private final Findings findings = new Findings();
    private final Findings warnings;
    private final List<Draft> drafts = new ArrayList<>();
    private final List<AgencyChange> changes = new ArrayList<>();

    /** Ids of agencies that were declared with mistakes; pointing at them is no second mistake. */
    private final Set<String> broken = new HashSet<>();

    /** Whether a file could not be read: changes may then name agencies that are in it. */
    private boolean unread;

    private AgencyFiles(Findings warnings) {
        this.warnings = warnings;
    }

    static List<Agency> read(Path dir) {
        return read(dir, new Findings());
    }

    /** @param warnings gets what is worth a look */
    static List<Agency> read(Path dir, Findings warnings) {
        AgencyFiles files = new AgencyFiles(warnings);
        files.readAll(dir);
        List<Draft> drafts = ChangeApplication.apply(files.changes, files.drafts, files.broken, files.findings);
        AgencyChecks.check(drafts, files.broken, files.findings);
        if (!files.findings.isEmpty()) {
            throw new AgencyConfigException(files.findings);
        }
        AgencyChecks.gaps(drafts, warnings);
        return drafts.stream().map(Draft::agency).toList();
    }

    private void readAll(Path dir) {
        List<Path> paths = yamlFiles(dir);
        for (Path path : paths) {
            Fields fields = YamlReader.read(path, findings)
                    .map(root -> Fields.of(root, "the file", findings))
                    .orElse(null);
            if (fields == null) {
                unread = true;
            } else {
                readFile(fields);
            }
        }
        Path changed = dir.resolve(CHANGES);
        if (Files.isDirectory(changed) && !unread && !drafts.isEmpty()) {
            yamlFiles(changed).forEach(path -> changes.addAll(ChangeParser.read(path, findings)));
        }
        if (findings.isEmpty() && drafts.isEmpty()) {
            findings.add(start(dir), "no-agencies", "no *.yaml file here declares an agency");
        }
    }

    private List<Path> yamlFiles(Path dir) {
        try (Stream<Path> entries = Files.list(dir)) {
            List<Path> files = entries.filter(Files::isRegularFile).sorted().toList();
            files.stream()
                    .filter(file -> file.toString().endsWith(".yml"))
                    .forEach(file -> findings.add(start(file), "file-name", "name it *.yaml, or it would be ignored"));
            return files.stream()
                    .filter(file -> file.toString().endsWith(".yaml"))
                    .toList();
        } catch (IOException e) {
            findings.add(start(dir), "unreadable", "the directory of agencies cannot be read");
            return List.of();
        }
    }

    private void readFile(Fields file) {
        if (!file.missing("agencies")) {
            for (Fields fields : file.list("agencies")) {
                AgencyParser parser = new AgencyParser(fields, findings, warnings);
                Draft draft = parser.parse();
                if (draft == null) {
                    broken.add(parser.id());
                } else {
                    drafts.add(draft);
                }
            }
        }
        file.refuseOthers();
    }

    private static Position start(Path path) {
        return new Position(path.toString(), 1, 1);
    }
}
