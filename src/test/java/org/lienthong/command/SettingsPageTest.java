package org.lienthong.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;

/** {@code docs/operations/settings.md} names every setting, with the default that it has. */
class SettingsPageTest {

    private static final Path PAGE = Path.of("docs/operations/settings.md");
    private static final Path SCHEMA = Path.of("docs/operations/settings.schema.json");

    /** Written by {@code -Dsettings.write=true}. */
    @Test
    void isWhatTheDefaultsSay() throws Exception {
        String made = SettingsPage.of(Files.readString(Path.of("src/main/resources/application.yaml")), known());
        if (Boolean.getBoolean("settings.write")) {
            Files.writeString(PAGE, made);
        }
        assertThat(Files.readString(PAGE))
                .as("run this test with -Dsettings.write=true to write the page")
                .isEqualTo(made);
    }

    /** What an editor says while somebody writes {@code application.yaml}; written by the same option. */
    @Test
    void editorsKnowWhatThePageSays() throws Exception {
        String made = SettingsSchema.of(Files.readString(PAGE), known());
        if (Boolean.getBoolean("settings.write")) {
            Files.writeString(SCHEMA, made);
        }
        assertThat(Files.readString(SCHEMA))
                .as("run this test with -Dsettings.write=true to write the schema")
                .isEqualTo(made);
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(made, InputFormat.JSON);
        assertThat(schema.validate(Files.readString(Path.of("docs/operations/application.yaml")), InputFormat.YAML))
                .isEmpty();
        for (String wrong : List.of("{dats: x}", "{security: {keyz: []}}", "{security: 7}")) {
            assertThat(schema.validate("hub: " + wrong, InputFormat.YAML))
                    .as(wrong)
                    .isNotEmpty();
        }
    }

    @Test
    void namesEverySettingThatTheHubReads() throws Exception {
        String page = Files.readString(PAGE);
        assertThat(known())
                .hasSizeGreaterThan(200)
                .allSatisfy(key -> assertThat(isNamed(page, key)).as(key).isTrue());
    }

    @Test
    void namesNoneThatTheHubDoesNotRead() throws Exception {
        Set<String> known = known();
        assertThat(Files.readString(PAGE)
                        .lines()
                        .filter(line -> line.startsWith("| `hub."))
                        .flatMap(line -> Pattern.compile("`(hub\\.[a-z0-9.-]+)`")
                                .matcher(line.split(" \\| ")[0])
                                .results())
                        .map(match -> match.group(1)))
                .hasSizeGreaterThan(150)
                .doesNotHaveDuplicates()
                .allSatisfy(name -> assertThat(known.stream()
                                .anyMatch(key -> key.equals(name)
                                        || key.startsWith(name + '.')
                                        || key.endsWith(".*") && name.startsWith(key.replace("*", ""))))
                        .as(name)
                        .isTrue());
    }

    /** By itself; or its parent is, in the words of whose row it occurs. */
    private static boolean isNamed(String page, String key) {
        String name = key.replace(".*", "");
        if (page.contains('`' + name + '`') || key.endsWith(".*") && page.contains('`' + name + '.')) {
            return true;
        }
        int last = name.lastIndexOf('.');
        String member = name.substring(last + 1);
        return page.lines()
                .filter(line -> line.contains('`' + name.substring(0, last) + '`'))
                .anyMatch(line -> line.matches(".*\\b" + member + "\\b.*"));
    }

    static Set<String> known() throws IOException, ClassNotFoundException {
        Set<String> known = new TreeSet<>(KnownOptions.SINGLE);
        ClassPathScanningCandidateComponentProvider settings = new ClassPathScanningCandidateComponentProvider(false);
        settings.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
        for (var found : settings.findCandidateComponents("org.lienthong")) {
            Class<?> type = Class.forName(found.getBeanClassName());
            String prefix = type.getAnnotation(ConfigurationProperties.class).value();
            if (prefix.startsWith("hub") && !prefix.equals("hub.sample")) {
                KnownOptions.add(known, prefix, type);
            }
        }
        return known;
    }
}
