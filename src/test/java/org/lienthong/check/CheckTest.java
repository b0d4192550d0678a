package org.lienthong.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lienthong.config.Finding;
import org.lienthong.config.Position;

/** Every rule finds what it is for, in its place, and nothing in a twin that is right. */
class CheckTest {

    private static final Path RESOURCES = Path.of("src/test/resources/check");
    static final Path BASE = RESOURCES.resolve("base");

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T03:00:00Z"), ZoneOffset.UTC);

    /** Depend on the machine, or follow from another finding. */
    private static final Set<String> WITHOUT_CASE =
            Set.of("unreadable", "not-utf-8", "too-large", "not-a-file", "not-checked", "no-routes");

    /** One for all cases: each finds it as it is shipped, and to make it anew takes as long as to check it. */
    @TempDir
    static Path base;

    static List<CheckCase> cases() throws IOException {
        List<CheckCase> cases = new ArrayList<>(CheckCase.read(RESOURCES.resolve("cases.txt")));
        cases.addAll(CheckCase.read(RESOURCES.resolve("cases-routes.txt")));
        return cases;
    }

    static List<CheckCase> twins() throws IOException {
        return cases().stream().filter(CheckCase::hasTwin).toList();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void findsTheMistakeInItsPlace(CheckCase mistake) throws IOException {
        mistake.spoil(copy());
        List<Finding> found = found(mistake);
        Position place = mistake.place(base);
        assertThat(found).anySatisfy(finding -> {
            assertThat(finding.rule()).isEqualTo(mistake.rule());
            assertThat(finding.at().file()).isEqualTo(place.file());
            assertThat(finding.at().line()).isEqualTo(place.line());
            assertThat(finding.at().column())
                    .isIn(place.column(), place.column() == 0 ? finding.at().column() : place.column());
        });
        assertThat(found).allSatisfy(finding -> assertThat(finding.rule()).isIn(mistake.besides()));
    }

    @ParameterizedTest
    @MethodSource("twins")
    void findsNothingInTheTwin(CheckCase mistake) throws IOException {
        mistake.mend(copy());
        assertThat(found(mistake))
                .allSatisfy(finding -> assertThat(finding.rule()).isIn(mistake.besidesTwin()));
    }

    @Test
    void findsNothingInTheBase() throws IOException {
        copy();
        assertThat(found()).isEmpty();
    }

    @Test
    void findsNothingInWhatIsShipped() {
        assertThat(Check.of(Path.of("config"), Path.of("routes"), Path.of("examples"), CLOCK)
                        .errors())
                .isEmpty();
    }

    @Test
    void eachRuleHasItsCases() throws IOException {
        Map<String, Long> cases =
                cases().stream().collect(Collectors.groupingBy(CheckCase::rule, Collectors.counting()));
        Set<String> rules = Rules.load().all().stream().map(Rule::id).collect(Collectors.toCollection(TreeSet::new));
        rules.removeAll(WITHOUT_CASE);
        assertThat(cases.keySet()).containsExactlyInAnyOrderElementsOf(rules);
        assertThat(cases)
                .allSatisfy((rule, number) -> assertThat(number).as(rule).isGreaterThanOrEqualTo(2));
    }

    private Path copy() throws IOException {
        try (Stream<Path> files = Files.walk(base)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                if (Files.notExists(BASE.resolve(base.relativize(file)))) {
                    Files.delete(file);
                }
            }
        }
        try (Stream<Path> files = Files.walk(BASE)) {
            for (Path file : files.toList()) {
                Path copy = base.resolve(BASE.relativize(file));
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else if (Files.notExists(copy) || Files.mismatch(file, copy) >= 0) {
                    Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
        return base;
    }

    private List<Finding> found() {
        return found(base.resolve("examples"));
    }

    /** Examples are run only where they matter, which saves a minute. */
    private List<Finding> found(CheckCase mistake) {
        return found(mistake.rule().equals("bad-example") ? base.resolve("examples") : null);
    }

    private List<Finding> found(Path examples) {
        return found(base, examples);
    }

    private static List<Finding> found(Path base, Path examples) {
        Report report = Check.of(base.resolve("config"), base.resolve("routes"), examples, CLOCK);
        return Stream.concat(report.errors().stream(), report.warnings().stream())
                .toList();
    }

    @Test
    void tellsWhatIsMissing(@TempDir Path empty) throws IOException {
        assertThat(found(empty, empty.resolve("examples")))
                .extracting(Finding::rule)
                .contains("unreadable", "no-routes");
        Files.createDirectories(empty.resolve("routes"));
        assertThat(found(empty, empty.resolve("examples")))
                .extracting(Finding::rule)
                .contains("no-routes");
    }
}
