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
                <xsl:value-of select="hub:code('land-use', f(a, b), $on, 'province')"/>
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
                        "config/mappings/land/other.xsl:1:23 mapping translates into it",
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
                        "config/mappings/land/parcel.jsonata:4:17 mapping compares with the code");
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

    /** The other way round: what looks like a use and is none. */
    @Test
    void takesNoCommentAndNoOtherListForAUse() throws IOException {
        put("config/mappings/trap.jsonata", """
                /* $code('sex', '01', $d, 'vi') and '01' */
                ( $a := "it is $code('sex', '01')";
                  $b := $code('kind', '01', $d, 'vi');
                  $c := kind = '01' ? $code('kind', kind, $d, 'vi');
                  $e := $match(x, /'01'/);
                  $code('sex', gender, $d, 'kind') = '01' )
                """);
        put("config/mappings/trap.xsl", """
                <xsl:stylesheet xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:hub="urn:lienthong:hub">
                  <!-- <xsl:value-of select="hub:code('sex', '01')"/> -->
                  <xsl:value-of select="(: hub:code('sex', '01') (: '01' :) :) 'hub:code(''sex'', ''01'')'"/>
                  <p title="hub:code('sex', '01')">hub:code('sex', '01')</p>
                </xsl:stylesheet>
                """);
        put("config/codelists/sex.csv", "code,vi,from,to\n01,Nam,,\n");
        put("config/codelists/kind.csv", "code,vi,from,to\n01,\"a,01\",,\n");
        put("config/codelists/odd.csv", "code,vi,from,to,sex\n9,\"01,01\",,,02\n");
        put(
                "config/schemas/a.schema.json",
                "{\"x-codelist\": \"kind\", \"enum\": [\"01\"], \"title\": \"sex codelist 01\"}");
        put("routes/trap.camel.yaml", "# uri: map:trap.jsonata\n- route:\n    description: map:trap.jsonata\n");

        assertThat(lines(uses.ofList("sex", "01")))
                .containsExactly(
                        "config/codelists/odd.csv:1:1 list has a column of its codes",
                        "config/mappings/land/parcel.jsonata:4:30 mapping looks codes up",
                        "config/mappings/trap.jsonata:6:3 mapping looks codes up",
                        "routes/land.camel.yaml:5:18 route maps with land/parcel.jsonata");
        assertThat(uses.ofMappings().get("trap.jsonata")).isEmpty();
    }

    @Test
    void seesUsesThatAreWrittenInOtherWays() throws IOException {
        put("config/mappings/a/use.xsl", """
                <t:stylesheet xmlns:t="http://www.w3.org/1999/XSL/Transform" xmlns:hub="urn:lienthong:hub">
                  <t:import href="../base.xsl"/>
                  <p class="{hub:code ( &quot;sex&quot; , @g, $on, 'vi')}"/>
                  <t:if test="@g = ('02', '01')">01</t:if>
                </t:stylesheet>
                """);
        put("config/mappings/base.xsl", """
                <xsl:stylesheet xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:hub="urn:lienthong:hub" expand-text="yes">
                  <xsl:variable name="x">{hub:code('sex','01',$on,'vi')}</xsl:variable>
                </xsl:stylesheet>
                """);
        put(
                "config/mappings/b.jsonata",
                "$code /* the list */ ( \"sex\", '01', $d) & (g in ['01'] ? $code('sex', g, $d))");
        put(
                "config/schemas/b.schema.json",
                "{\"properties\": {\"g\": {\"x-codelist\": \"codelists/sex.csv\",\n  \"enum\": [\"02\", \"01\"]}}}");
        put("routes/a.camel.yaml", "- route:\n    steps:\n      - to: {uri: \"map:a/use.xsl\"}\n");

        assertThat(lines(uses.ofList("sex", "01")))
                .containsExactly(
                        "config/mappings/a/use.xsl:4:27 mapping compares with the code",
                        "config/mappings/b.jsonata:1:1 mapping looks codes up",
                        "config/mappings/b.jsonata:1:50 mapping compares with the code",
                        "config/mappings/base.xsl:2:27 mapping looks codes up",
                        "config/schemas/b.schema.json:2:18 schema lists the code",
                        "config/mappings/a/use.xsl:3:14 mapping looks codes up",
                        "config/mappings/a/use.xsl:4:34 mapping holds the same text, which may be the code",
                        "config/mappings/b.jsonata:1:58 mapping looks codes up",
                        "config/mappings/land/parcel.jsonata:4:30 mapping looks codes up",
                        "routes/a.camel.yaml:3:19 route maps with a/use.xsl",
                        "routes/land.camel.yaml:5:18 route maps with land/parcel.jsonata",
                        "config/schemas/b.schema.json:1:37 schema names the list");
    }

    @Test
    void speaksBothLanguages() {
        Uses.Use use = uses.ofList("province", "15").get(0);

        assertThat(use.line("en")).endsWith("commune.csv:3:1 list (literal) the code 1 refers to it");
        assertThat(use.line("vi")).endsWith("commune.csv:3:1 danh mục (đúng mã) mã 1 tham chiếu tới mã này");
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
