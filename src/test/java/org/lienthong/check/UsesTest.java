package org.lienthong.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsesTest {

    @TempDir
    Path dir;

    private Uses uses;

    @BeforeEach
    void declare() throws IOException {
        put("config/mappings/land/parcel.jsonata", """
                {
                  'a': $code('province', maTinh, ngay, 'vi'),
                  'b': $code('province', '15', $now(), 'vi'),
                  'c': maTinh = '15' ? 'x' : $code("sex", gt, ngay, 'population-sex')
                }
                """);
        put("config/mappings/land/other.xsl", """
                <x select="hub:code('land-use', f(a, b), $on, 'province')"/>
                """);
        put("config/mappings/unused.jsonata", "{ 'a': '15' }");
        put("config/codelists/province.csv", "code,vi,from,to\n15,Lào Cai,,\n");
        put("config/codelists/commune.csv", "# x\ncode,vi,from,to,province\n1,Xã,,,15\n2,Xã,,,1\n3,Xã,,,10 15\n");
        put(
                "routes/land.camel.yaml",
                "- route:\n    from:\n      steps:\n        - to:\n            uri: map:land/parcel.jsonata\n");
        uses = new Uses(dir.resolve("config"), dir.resolve("routes"));
    }

    @Test
    void findsWhoUsesAList() {
        assertThat(lines(uses.ofList("province", null)))
                .containsExactly(
                        "config/codelists/commune.csv:2:1 list has a column of its codes",
                        "config/mappings/land/other.xsl:1:12 mapping translates into it",
                        "config/mappings/land/parcel.jsonata:2:8 mapping looks codes up",
                        "config/mappings/land/parcel.jsonata:3:8 mapping looks codes up",
                        "routes/land.camel.yaml:5:18 route maps with land/parcel.jsonata");
        assertThat(uses.ofList("ethnicity", null)).isEmpty();
        assertThat(uses.ofList("procedure", null)).extracting(Uses.Use::what).containsExactly("hub");
    }

    @Test
    void findsWhereACodeStandsLiterally() {
        assertThat(lines(uses.ofList("province", "15").stream()
                        .filter(Uses.Use::literal)
                        .toList()))
                .containsExactly(
                        "config/codelists/commune.csv:3:1 list the code 1 refers to it",
                        "config/codelists/commune.csv:5:1 list the code 3 refers to it",
                        "config/mappings/land/parcel.jsonata:3:8 mapping looks codes up",
                        "config/mappings/land/parcel.jsonata:3:26 mapping names the code",
                        "config/mappings/land/parcel.jsonata:4:17 mapping names the code");
        assertThat(uses.ofList("province", "99")).noneMatch(Uses.Use::literal);
    }

    @Test
    void findsWhichRoutesUseAMapping() {
        Map<String, List<Uses.Use>> mappings = uses.ofMappings();

        assertThat(lines(mappings.get("land/parcel.jsonata"))).hasSize(1);
        assertThat(mappings.get("unused.jsonata")).isEmpty();
    }

    @Test
    void knowsEveryMappingThatIsShipped() {
        Uses shipped = new Uses(Path.of("config"), Path.of("routes"));

        assertThat(shipped.ofMappings()).allSatisfy((mapping, places) -> assertThat(Path.of("config/mappings", mapping))
                .exists());
        assertThat(shipped.ofList("province", null)).extracting(Uses.Use::what).contains("mapping", "route", "list");
    }

    private List<String> lines(List<Uses.Use> uses) {
        return uses.stream()
                .map(use -> use.at().toString().replace(dir + "/", "") + " " + use.what() + " " + use.how())
                .toList();
    }

    private void put(String file, String text) throws IOException {
        Path path = dir.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
