package org.lienthong.codelist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lienthong.config.Findings;
import org.lienthong.config.Position;

/** Reads the directory of code lists and checks that what refers to another list is there for the whole time. */
final class CodeListFiles {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*\\.csv");

    private final Findings findings = new Findings();
    private final Map<String, CodeListFile> files = new LinkedHashMap<>();

    private CodeListFiles() {}

    static CodeLists read(Path directory) {
        CodeListFiles reader = new CodeListFiles();
        reader.readAll(directory);
        Map<String, CodeList> lists = reader.files.values().stream()
                .map(file -> file.list(reader.files.keySet()))
                .collect(Collectors.toMap(CodeList::name, Function.identity()));
        if (reader.findings.isEmpty()) {
            reader.files.values().forEach(reader::checkReferences);
        }
        if (!reader.findings.isEmpty()) {
            throw new CodeListConfigException(reader.findings);
        }
        return new CodeLists(lists);
    }

    private void readAll(Path directory) {
        if (Files.notExists(directory)) {
            return; // a hub that carries documents only needs none
        }
        try (Stream<Path> entries = Files.list(directory)) {
            for (Path path : entries.filter(Files::isRegularFile).sorted().toList()) {
                String name = Objects.requireNonNull(path.getFileName()).toString();
                if (name.endsWith(".md")) {
                    continue;
                }
                if (NAME.matcher(name).matches()) {
                    String list = name.substring(0, name.length() - ".csv".length());
                    files.put(list, CodeListFile.read(path, list, findings));
                } else {
                    findings.add(
                            new Position(path.toString(), 1, 1),
                            "file-name",
                            "a code list is named with small letters, digits and hyphens, and ends in .csv");
                }
            }
        } catch (IOException e) {
            findings.add(new Position(directory.toString(), 1, 1), "unreadable", "the code lists cannot be read");
        }
    }

    private void checkReferences(CodeListFile file) {
        for (CodeListFile.Row row : file.rows()) {
            for (String column : file.references(files.keySet())) {
                CodeListFile other = Objects.requireNonNull(files.get(column));
                row.code().codes(column).forEach(code -> refer(row, column, code, other));
            }
            row.code().codes(CodeListFile.SUCCESSOR).forEach(code -> succeed(row, code, file));
        }
    }

    private void refer(CodeListFile.Row row, String column, String code, CodeListFile other) {
        if (!other.covers(code, row.code())) {
            findings.add(
                    row.at(),
                    "unknown-code",
                    "'" + row.code().value() + "' refers to '" + code + "', which is not in the list '" + column
                            + "' all the time that the row is valid");
        }
    }

    /** A successor is valid on the day on which the row ends. */
    private void succeed(CodeListFile.Row row, String code, CodeListFile file) {
        var end = row.code().to();
        List<Code> meanings = file.meanings(code);
        if (end == null || meanings.stream().noneMatch(meaning -> meaning.validOn(end))) {
            findings.add(
                    row.at(),
                    "unknown-successor",
                    "'" + row.code().value() + "' ends in '" + code + "', which is not in the list on the day on which"
                            + " the row ends");
        }
    }
}
