package org.lienthong.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RulesTest {

    /** Where rules are named in code: findings, and what leads to them. */
    private static final Pattern NAMED = Pattern.compile(
            "(?:findings|warnings|errors)\\s*\\.add\\([^;]*?,\\s*\"([a-z]+(?:-[a-z0-9]+)*)\",|new Refusal\\([^;]*?\"([a-z-]+)\"");

    private final Rules rules = Rules.load();

    @Test
    void describesEachInBothLanguages() {
        assertThat(rules.all()).hasSizeGreaterThan(80).allSatisfy(rule -> {
            assertThat(rule.id()).matches("[a-z0-9]+(-[a-z0-9]+)*");
            assertThat(Stream.of(
                            rule.what().en(),
                            rule.what().vi(),
                            rule.remedy().en(),
                            rule.remedy().vi()))
                    .allSatisfy(text -> assertThat(text).isNotBlank().endsWith("."));
        });
    }

    @Test
    void refusesARuleThatIsNotDescribed() {
        assertThatThrownBy(() -> rules.get("no-such-rule")).hasMessageContaining("no-such-rule");
    }

    @Test
    void knowsEveryRuleThatTheCodeNames() throws IOException {
        Set<String> named = new TreeSet<>();
        for (String part : Set.of("agency", "agreement", "check", "codelist", "config", "mapping", "route")) {
            try (Stream<Path> files = Files.walk(Path.of("src/main/java/org/lienthong", part))) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(file -> named.addAll(rulesIn(file)));
            }
        }
        Set<String> known = rules.all().stream().map(Rule::id).collect(Collectors.toCollection(TreeSet::new));
        assertThat(named).hasSizeGreaterThan(50);
        assertThat(known).containsAll(named);
    }

    @Test
    void isListedForStewards() throws IOException {
        String page = Files.readString(Path.of("docs/stewards-reference.md"));
        assertThat(rules.all()).allSatisfy(rule -> assertThat(page)
                .contains("| `" + rule.id() + "` | " + rule.what().en() + " | "
                        + rule.remedy().en() + " |"));
    }

    private static Set<String> rulesIn(Path file) {
        try {
            return NAMED.matcher(Files.readString(file))
                    .results()
                    .map(RulesTest::name)
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(MatchResult match) {
        return match.group(1) == null ? match.group(2) : match.group(1);
    }
}
