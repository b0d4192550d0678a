package org.lienthong.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A mapping can map and nothing else. */
class LockDownTest {

    private static final String SECRET = "canary-7d1f";

    @TempDir
    private Path dir;

    private TestMappings mappings;
    private Path secret;

    @BeforeEach
    void setUp() throws IOException {
        mappings = new TestMappings(Files.createDirectory(dir.resolve("mappings")));
        secret = Files.writeString(dir.resolve("secret.xml"), "<s>" + SECRET + "</s>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<xsl:copy-of select=\"doc('SECRET')\"/>",
                "<xsl:copy-of select=\"document('SECRET')\"/>",
                "<xsl:value-of select=\"unparsed-text('SECRET')\"/>",
                "<xsl:value-of select=\"unparsed-text-lines('SECRET')\"/>",
                "<xsl:value-of select=\"json-doc('SECRET')\"/>",
                "<xsl:copy-of select=\"collection('SECRET')\"/>",
                "<xsl:value-of select=\"uri-collection('DIR')\"/>",
                "<xsl:source-document href='SECRET'><xsl:copy-of select='.'/></xsl:source-document>",
                "<xsl:copy-of select=\"doc('x.xsl')\"/>",
                "<xsl:evaluate xpath=\"'1'\"/>",
                "<xsl:result-document href='DIR/written.xml'><x/></xsl:result-document>",
                "<xsl:value-of select=\"Q{java:java.lang.System}getProperty('user.home')\"/>",
                "<xsl:value-of select=\"Q{java:java.lang.Runtime}getRuntime()\"/>",
                "<xsl:value-of xmlns:s='http://saxon.sf.net/' select=\"s:system-id()\"/>",
                "<xsl:copy-of select=\"transform(map{'stylesheet-location':'SECRET','source-node':/})?output\"/>",
                "<xsl:copy-of select=\"parse-xml('&lt;!DOCTYPE a [&lt;!ENTITY e SYSTEM &quot;SECRET&quot;>]>"
                        + "&lt;a>&amp;e;&lt;/a>')\"/>",
                "<xsl:copy-of select=\"parse-xml-fragment('&lt;!DOCTYPE a [&lt;!ENTITY e SYSTEM &quot;SECRET&quot;>]>"
                        + "&lt;a>&amp;e;&lt;/a>')\"/>"
            })
    void aStylesheetReadsWritesAndRunsNothing(String content) {
        assertThatThrownBy(() -> mappings.xslt(filled(content)))
                .isInstanceOfAny(MappingException.class, MappingConfigException.class)
                .hasMessageNotContaining(SECRET);
        assertThat(dir.resolve("written.xml")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<xsl:value-of select=\"environment-variable('PATH'), available-environment-variables()\"/>",
                "<xsl:value-of select=\"system-property('user.home'), system-property('java.version')\"/>",
                "<xsl:value-of select=\"if (doc-available('SECRET')) then 'yes' else ()\"/>",
                "<xsl:value-of select=\"if (unparsed-text-available('SECRET')) then 'yes' else ()\"/>",
                "<xsl:message select=\"'said'\"/>"
            })
    void aStylesheetLearnsNothing(String content) throws IOException {
        assertThat(mappings.xslt(filled(content)).strip()).matches("<r>\\s*</r>|<r/>");
    }

    @Test
    void aTransformedTransformIsLockedToo() throws IOException {
        String inner = "<xsl:stylesheet version='3.0' xmlns:xsl='http://www.w3.org/1999/XSL/Transform'>"
                + "<xsl:template match='/'><xsl:value-of select='unparsed-text(\"" + secret.toUri() + "\")'/>"
                + "</xsl:template></xsl:stylesheet>";
        mappings.write(
                "x.xsl",
                TestMappings.stylesheet(
                        "<xsl:value-of select=\"transform(map{'stylesheet-text': string(a), 'source-node': /})?output\"/>"));
        String input = "<a>" + inner.replace("<", "&lt;") + "</a>";
        assertThatThrownBy(() -> mappings.map("x.xsl", input, Map.of()))
                .isInstanceOf(MappingException.class)
                .hasMessageNotContaining(SECRET);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE a [<!ENTITY e SYSTEM 'SECRET'>]><a>&e;</a>",
                "<!DOCTYPE a SYSTEM 'SECRET'><a/>",
                "<a>&e;</a>",
                "<a",
                "{\"a\":",
                ""
            })
    void refusesInputThatIsNotPlain(String input) throws IOException {
        mappings.write("x.xsl", TestMappings.stylesheet("<xsl:copy-of select='.'/>"));
        assertThatThrownBy(() -> mappings.map("x.xsl", filled(input), Map.of()))
                .isInstanceOf(MappingException.class)
                .hasMessageNotContaining(SECRET);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":1,\"a\":2}", "{\"a\":", "", "<a/>", "{} {}"})
    void jsonataRefusesInputThatIsNoJson(String input) {
        assertThatThrownBy(() -> mappings.jsonata("$", input)).isInstanceOf(MappingException.class);
    }

    @Test
    void jsonataEvaluatesNoText() {
        assertThatThrownBy(() -> mappings.jsonata("$eval('1+1')", "{}")).hasMessageContaining("$eval is not available");
    }

    @Test
    void whatCallsItselfForEverEnds() {
        assertThatThrownBy(() -> mappings.jsonata("($f := function($x) { 1 + $f($x) }; $f(1))", "{}"))
                .isInstanceOf(MappingException.class);
        assertThatThrownBy(() -> mappings.jsonata("($f := function($x) { $f($x) }; $f(1))", "{}"))
                .isInstanceOf(MappingException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "($f := function($s, $n) { $n = 0 ? $s : $f($s & $s, $n - 1) }; $f('xxxxxxxxxx', 40)) | took too much memory",
                "$reduce([1..100000], function($a, $b) { $a & 'xxxxxxxxxxxxxxxxxxxx' })              | took too much memory",
                "$pad('x', 2000000000)                                                              | larger than",
                "$pad('x', -2000000000)                                                             | larger than",
            })
    void jsonataTakesNoMoreMemoryThanItMay(String expression, String why) {
        assertThatThrownBy(() -> mappings.jsonata(expression, "{}")).hasMessageContaining(why);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<xsl:variable name='t'><xsl:for-each select='1 to 100000000'><a b='{.}'/></xsl:for-each></xsl:variable>",
                "<xsl:variable name='t'><xsl:for-each select='1 to 100000000'><a>xxxxxxxxxxxxxxxx</a></xsl:for-each></xsl:variable>",
                "<xsl:variable name='t' as='element()*'><xsl:for-each select='1 to 100000000'><a><b/></a></xsl:for-each>"
                        + "</xsl:variable>"
            })
    void aStylesheetBuildsNoLargerTreesThanItMay(String content) {
        assertThatThrownBy(() -> mappings.xslt(content + "<xsl:copy-of select='count($t), $t//b[3]'/>"))
                .hasMessageContaining("took too much memory");
    }

    @Test
    void padsAsTheLanguageHasIt() throws IOException {
        assertThat(mappings.jsonata(
                        "[$pad('7', -3, '0'), $pad('7', 3), $pad('77', 1), $exists($pad(nothing, 2))]", "{}"))
                .isEqualTo("[\"007\",\"7  \",\"77\",false]");
    }

    @Test
    void theResultIsLimited() {
        assertThatThrownBy(() -> mappings.xslt("<xsl:for-each select='1 to 100000'>too much</xsl:for-each>"))
                .hasMessageContaining("larger than 65536 bytes");
        assertThatThrownBy(() -> mappings.jsonata("[1..100000]", "{}")).hasMessageContaining("larger than 65536 bytes");
    }

    private String filled(String text) {
        return text.replace("SECRET", secret.toUri().toString())
                .replace("DIR", dir.toUri().toString());
    }
}
