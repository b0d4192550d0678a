package org.lienthong.mapping;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lienthong.codelist.CodeException;

class MappingsTest {

    @TempDir
    private Path dir;

    private TestMappings mappings;

    @BeforeEach
    void setUp() {
        mappings = new TestMappings(dir);
    }

    @Test
    void mapsXmlToXmlAndToJson() throws Exception {
        assertThat(mappings.xslt("<xsl:value-of select='name(*)'/>")).isEqualTo("<r>a</r>");

        mappings.write("to-json.xsl", """
                <xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
                  <xsl:output method="json"/>
                  <xsl:template match="/"><xsl:sequence select="map{'b': string(a/@b), 'n': [1, 2]}"/></xsl:template>
                </xsl:stylesheet>""");
        Mapped mapped = mappings.read().find("to-json.xsl").apply("<a b='ế'/>".getBytes(UTF_8), Map.of());
        assertThat(new String(mapped.body(), UTF_8)).isEqualTo("{\"b\":\"ế\",\"n\":[1,2]}");
        assertThat(mapped.contentType()).isEqualTo("application/json");
    }

    @Test
    void mapsJsonToXml() throws Exception {
        mappings.write("x.xsl", """
                <xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
                  <xsl:output omit-xml-declaration="yes"/>
                  <xsl:template match="."><a b="{?b}"><xsl:value-of select="?list?*"/></a></xsl:template>
                </xsl:stylesheet>""");
        assertThat(mappings.map("x.xsl", "{\"b\":\"<ế\",\"list\":[1,2]}", Map.of()))
                .isEqualTo("<a b=\"&lt;ế\">1 2</a>");
    }

    @Test
    void mapsJsonToJson() throws Exception {
        assertThat(mappings.jsonata("{ 'hoTen': $uppercase(ten), 'so': so }", "{\"ten\":\"nguyễn văn mẫu\",\"so\":7}"))
                .isEqualTo("{\"hoTen\":\"NGUYỄN VĂN MẪU\",\"so\":7}");
    }

    @Test
    void handsOverHeadersAndTheDayInVietNam() throws Exception {
        mappings.write(
                "x.xsl",
                TestMappings.stylesheet("<xsl:value-of select=\"$sender, $today, $now, $other\"/>")
                        .replace(
                                "<xsl:output",
                                "<xsl:param name='sender'/><xsl:param name='today'/><xsl:param name='now'/>"
                                        + "<xsl:param name='other'/><xsl:output"));
        mappings.write("x.jsonata", "[$headers.sender, $today, $moment]");
        Map<String, Object> headers = Map.of("sender", "G15", "unasked", 1);
        assertThat(mappings.map("x.xsl", "<a/>", headers))
                .isEqualTo("<r>G15 2026-11-23 2026-11-23T00:30:00+07:00 </r>".replace("00:30:00", "00:30"));
        assertThat(mappings.map("x.jsonata", "{}", headers))
                .isEqualTo("[\"G15\",\"2026-11-23\",\"2026-11-23T00:30+07:00\"]");
    }

    @Test
    void looksCodesUpInBothLanguages() throws Exception {
        assertThat(mappings.xslt("<xsl:value-of select=\"hub:code('province', '15', xs:date('2025-06-30'), 'vi')\"/>"))
                .isEqualTo("<r>Tỉnh Yên Bái</r>");
        assertThat(mappings.xslt("<xsl:value-of select=\"hub:code('province', '15', '2025-07-01', 'vi')\"/>"))
                .isEqualTo("<r>Tỉnh Lào Cai</r>");
        assertThat(mappings.jsonata("$code('province', ma, ngay, 'vi')", "{\"ma\":\"15\",\"ngay\":\"2025-06-30\"}"))
                .isEqualTo("\"Tỉnh Yên Bái\"");
        assertThat(mappings.jsonata("$code('population-sex', 2, $today, 'sex')", "{}"))
                .isEqualTo("\"nu\"");
    }

    @Test
    void endsWithAnErrorAtAMissingCodeEvenWithinATry() throws Exception {
        String expected = "In the code list 'province' there is no code '89' on 2025-07-01.";
        assertThatThrownBy(
                        () -> mappings.xslt(
                                "<xsl:try><xsl:value-of "
                                        + "select=\"hub:code('province', '89', '2025-07-01', 'vi')\"/><xsl:catch>x</xsl:catch></xsl:try>"))
                .isInstanceOf(CodeException.class)
                .hasMessage(expected);
        assertThatThrownBy(() -> mappings.jsonata("$code('province', '89', '2025-07-01', 'vi')", "{}"))
                .isInstanceOf(CodeException.class)
                .hasMessage(expected);
    }

    @Test
    void wantsADayForEveryCode() {
        assertThatThrownBy(() -> mappings.jsonata("$code('province', '15', ngay, 'vi')", "{}"))
                .isInstanceOf(MappingException.class)
                .hasMessageContaining("the day must be written as 2025-07-01");
        assertThatThrownBy(() -> mappings.xslt("<xsl:value-of select=\"hub:code('province', '15', (), 'vi')\"/>"))
                .hasMessageContaining("the day must be written as 2025-07-01");
    }

    @Test
    void saysWhereAMappingFailedAndNothingOfTheMessage() {
        assertThatThrownBy(() -> mappings.xslt("\n<xsl:value-of select=\"xs:date('Nguyễn Văn Mẫu')\"/>"))
                .isInstanceOf(MappingException.class)
                .hasMessageStartingWith("mapping x.xsl")
                .hasMessageContaining("FORG0001")
                .hasMessageNotContaining("Mẫu");
        assertThatThrownBy(() -> mappings.jsonata("{\n 'a': $number(ten) }", "{\"ten\":\"Nguyễn Văn Mẫu\"}"))
                .isInstanceOf(MappingException.class)
                .hasMessageStartingWith("mapping x.jsonata")
                .hasMessageNotContaining("Mẫu");
    }

    @Test
    void namesFileLineAndColumnOfWhatDoesNotCompile() throws Exception {
        mappings.write(
                "a/bad.xsl",
                "<xsl:stylesheet version='3.0' "
                        + "xmlns:xsl='http://www.w3.org/1999/XSL/Transform'>\n<xsl:template match='/'>\n"
                        + "<xsl:value-of select='1 +'/></xsl:template></xsl:stylesheet>");
        mappings.write(
                "open.xsl", "<xsl:stylesheet version='3.0' xmlns:xsl='http://www.w3.org/1999/XSL/Transform'>\n<a>");
        mappings.write("doctype.xsl", "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/hostname'>]>\n<x/>");
        mappings.write("bad.jsonata", "{\n  'a': (1 + }\n");
        mappings.write("Bad.txt", "");
        Files.createSymbolicLink(dir.resolve("link.xsl"), Path.of("/etc/hostname"));

        MappingConfigException refused = catchThrowableOfType(MappingConfigException.class, mappings::read);
        List<String> places = refused.findings().stream()
                .map(finding -> dir.relativize(Path.of(finding.at().file())) + ":"
                        + finding.at().line() + " " + finding.rule())
                .toList();
        assertThat(places)
                .contains(
                        "a/bad.xsl:3 xslt",
                        "open.xsl:2 xslt",
                        "doctype.xsl:1 xslt",
                        "bad.jsonata:2 jsonata",
                        "Bad.txt:1 file-name",
                        "link.xsl:1 file-name");
    }

    @Test
    void stylesheetsIncludeOthersOfTheDirectoryOnly() throws Exception {
        mappings.write("lib/names.xsl", """
                <xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
                  <xsl:template name="who">Mẫu</xsl:template>
                </xsl:stylesheet>""");
        mappings.write(
                "x.xsl",
                TestMappings.stylesheet("<xsl:call-template name='who'/>")
                        .replace("<xsl:output", "<xsl:include href='lib/names.xsl'/><xsl:output"));
        assertThat(mappings.map("x.xsl", "<a/>", Map.of())).isEqualTo("<r>Mẫu</r>");

        Path outside = Files.createTempFile("outside", ".xsl");
        for (String href : List.of(outside.toUri().toString(), "../x.xsl", "http://x.example/x.xsl", "README.md")) {
            mappings.write(
                    "x.xsl",
                    TestMappings.stylesheet("")
                            .replace("<xsl:output", "<xsl:include href='" + href + "'/><xsl:output"));
            assertThatThrownBy(mappings::read).as(href).isInstanceOf(MappingConfigException.class);
        }
        Files.delete(outside);
    }

    @Test
    void manyThreadsShareAMapping() throws Exception {
        mappings.write("x.jsonata", "{ 'n': n, 'p': $code('province', '15', $today, 'vi'), 's': $sum([1..n]) }");
        mappings.write("x.xsl", TestMappings.stylesheet("<xsl:value-of select='a/@n, sum(1 to a/@n)'/>"));
        Mappings read = mappings.read();
        List<String> wrong = IntStream.rangeClosed(1, 2_000)
                .parallel()
                .filter(n -> !new String(
                                        read.find("x.jsonata")
                                                .apply(("{\"n\":" + n + "}").getBytes(UTF_8), Map.of())
                                                .body(),
                                        UTF_8)
                                .equals("{\"n\":" + n + ",\"p\":\"Tỉnh Lào Cai\",\"s\":" + n * (n + 1) / 2 + "}")
                        || !new String(
                                        read.find("x.xsl")
                                                .apply(("<a n='" + n + "'/>").getBytes(UTF_8), Map.of())
                                                .body(),
                                        UTF_8)
                                .equals("<r>" + n + " " + n * (n + 1) / 2 + "</r>"))
                .mapToObj(Integer::toString)
                .toList();
        assertThat(wrong).isEmpty();
    }
}
