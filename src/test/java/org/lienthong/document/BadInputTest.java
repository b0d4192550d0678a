package org.lienthong.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.lienthong.problem.ProblemType.*;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.lienthong.problem.Violation;

/** What may not come in, and the problem it is answered with. */
class BadInputTest {

    private static final String GOOD = Examples.text("documents/new.edxml");
    private static final String STATUS = Examples.text("statuses/03-received.edxml");
    private static final String DECLARATION = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

    private static ProblemException refused(byte[] bytes, @Nullable String charset) {
        ProblemException e = catchThrowableOfType(
                ProblemException.class, () -> Examples.reader().read(new ByteArrayInputStream(bytes), charset));
        assertThat(e).as("a refusal").isNotNull();
        return e;
    }

    private static ProblemException refused(String xml) {
        return refused(xml.getBytes(StandardCharsets.UTF_8), null);
    }

    private static String with(String from, String to) {
        return changed(GOOD, from, to);
    }

    private static String changed(String xml, String from, String to) {
        assertThat(xml).contains(from);
        return xml.replace(from, to);
    }

    private static String doctype(String doctype) {
        return with(DECLARATION, DECLARATION + doctype + "\n");
    }

    static Stream<Arguments> texts() {
        String bomb = "<!DOCTYPE b [<!ENTITY a0 \"lol\">"
                + Stream.iterate(1, i -> i + 1)
                        .limit(10)
                        .map(i -> "<!ENTITY a" + i + " \"" + ("&a" + (i - 1) + ";").repeat(10) + "\">")
                        .reduce("", String::concat)
                + "]><b>&a10;</b>";
        return Stream.of(
                bad("empty body", "", MALFORMED_REQUEST),
                bad("not XML", "hello", MALFORMED_XML),
                bad("white space only", " \n ", MALFORMED_XML),
                bad("truncated", GOOD.substring(0, GOOD.length() / 2), MALFORMED_XML),
                bad("truncated in the attachment", GOOD.substring(0, GOOD.indexOf("JVBERi") + 10), MALFORMED_XML),
                bad("two roots", GOOD + "<edXML/>", MALFORMED_XML),
                bad(
                        "external entity",
                        "<!DOCTYPE d [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><d>&x;</d>",
                        XML_DTD_FORBIDDEN),
                bad(
                        "parameter entity",
                        doctype("<!DOCTYPE d [<!ENTITY % p SYSTEM \"http://127.0.0.1:9/\"> %p;]>"),
                        XML_DTD_FORBIDDEN),
                bad(
                        "external subset",
                        doctype("<!DOCTYPE edXML SYSTEM \"http://127.0.0.1:9/x.dtd\">"),
                        XML_DTD_FORBIDDEN),
                bad("billion laughs", bomb, XML_DTD_FORBIDDEN),
                bad("harmless DOCTYPE", doctype("<!DOCTYPE d>"), XML_DTD_FORBIDDEN),
                bad("undeclared entity", with("V/v rà", "&nope; V/v rà"), MALFORMED_XML),
                bad(
                        "XInclude",
                        with(
                                "<edXML:Subject>",
                                "<xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" href=\"file:///etc/passwd\"/><edXML:Subject>"),
                        SCHEMA_VIOLATION),
                bad(
                        "XInclude in an attachment",
                        with("JVBERi", "<xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" href=\"f\"/>JVBERi"),
                        SCHEMA_VIOLATION),
                bad(
                        "stylesheet instruction",
                        with(DECLARATION, DECLARATION + "<?xml-stylesheet href=\"http://127.0.0.1:9/\"?>"),
                        XML_PI_FORBIDDEN),
                bad("instruction inside", with("<edXML:Subject>", "<?php x?><edXML:Subject>"), XML_PI_FORBIDDEN),
                bad("deep", "<a>".repeat(100_000) + "</a>".repeat(100_000), XML_LIMIT_EXCEEDED),
                bad("deep inside", with("<edXML:Subject>", "<edXML:x>".repeat(100_000)), XML_LIMIT_EXCEEDED),
                bad("wide", "<a" + attributes("a", 20_000) + "/>", XML_LIMIT_EXCEEDED),
                bad(
                        "wide inside",
                        with("<edXML:Subject>", "<edXML:Subject" + attributes("a", 101) + ">"),
                        XML_LIMIT_EXCEEDED),
                bad("many namespaces", "<a" + attributes("xmlns:a", 20_000) + "/>", XML_LIMIT_EXCEEDED),
                bad("long name", "<" + "a".repeat(1_000_000) + "/>", XML_LIMIT_EXCEEDED),
                bad(
                        "long name inside",
                        with("<edXML:Subject>", "<" + "a".repeat(1000) + "/><edXML:Subject>"),
                        XML_LIMIT_EXCEEDED),
                bad(
                        "long attribute name",
                        with("version=\"1.0\">", "a" + "b".repeat(300) + "=\"1\">"),
                        XML_LIMIT_EXCEEDED),
                bad(
                        "long attribute",
                        with("<edXML:Subject>", "<edXML:Subject a=\"" + "x".repeat(70_000) + "\">"),
                        XML_LIMIT_EXCEEDED),
                bad("long field", with("<edXML:Subject>", "<edXML:Subject>" + "x".repeat(70_000)), XML_LIMIT_EXCEEDED),
                bad(
                        "long header",
                        with(
                                "</edXML:MessageHeader>",
                                "<edXML:x>a b c d e</edXML:x>".repeat(45_000) + "</edXML:MessageHeader>"),
                        XML_LIMIT_EXCEEDED),
                bad(
                        "long comment",
                        with("<edXML:Subject>", "<!--" + "x".repeat(2_000_000) + "--><edXML:Subject>"),
                        XML_LIMIT_EXCEEDED),
                bad(
                        "many recipients",
                        with(
                                "<edXML:DocumentId>",
                                "<edXML:To><edXML:OrganId>G01</edXML:OrganId></edXML:To>".repeat(1000)
                                        + "<edXML:DocumentId>"),
                        XML_LIMIT_EXCEEDED),
                bad("NUL reference", with("V/v rà", "V/v &#0; rà"), MALFORMED_XML),
                bad("NUL", with("V/v rà", "V/v \0 rà"), MALFORMED_XML),
                bad("vertical tab", with("V/v rà", "V/v \u000b rà"), MALFORMED_XML),
                bad("control character in an attachment", with("JVBERi", "JV\u0001BERi"), MALFORMED_XML),
                bad("XML 1.1", with("<?xml version=\"1.0\"", "<?xml version=\"1.1\""), MALFORMED_XML),
                bad("bidirectional override in an agency code", with(">H41<", ">H\u202e41<"), SCHEMA_VIOLATION),
                bad("Cyrillic letter in an agency code", with(">H41<", ">Н41<"), SCHEMA_VIOLATION),
                bad("full-width digit in an agency code", with(">H41<", ">H４1<"), SCHEMA_VIOLATION),
                bad("other namespace", GOOD.replace("QCVN_102_2016", "QCVN_2099"), SCHEMA_VIOLATION),
                bad("no namespace", "<edXML/>", SCHEMA_VIOLATION),
                bad("wrong root", "<other><child>text</child></other>", SCHEMA_VIOLATION),
                bad("no envelope", "<edXML xmlns=\"" + Node.QCVN_102 + "\"/>", SCHEMA_VIOLATION),
                bad(
                        "foreign element in the structure",
                        with("<edXML:edXMLBody>", "<x xmlns=\"urn:x\"/><edXML:edXMLBody>"),
                        SCHEMA_VIOLATION),
                bad(
                        "two identifiers",
                        with("<edXML:Code>", "<edXML:DocumentId>other</edXML:DocumentId><edXML:Code>"),
                        SCHEMA_VIOLATION),
                bad("control character in the identifier", with(">G22,2026", ">G22,&#13;&#10;2026"), SCHEMA_VIOLATION),
                bad("long identifier", with(">G22,2026", ">" + "G".repeat(200) + ",2026"), SCHEMA_VIOLATION),
                bad("unknown document type", with("DocType>0<", "DocType>7<"), SCHEMA_VIOLATION),
                bad("unknown status", changed(STATUS, ">03<", ">07<"), SCHEMA_VIOLATION),
                bad("refusal without a reason", withoutReason("02"), SCHEMA_VIOLATION),
                bad("recall without a reason", withoutReason("13"), SCHEMA_VIOLATION),
                bad(
                        "status about nothing",
                        changed(STATUS, "<edXML:DocumentId>G22,2026/11/20,9001/VPCP-KSTT</edXML:DocumentId>", ""),
                        SCHEMA_VIOLATION),
                bad(
                        "status without code",
                        changed(STATUS, "<edXML:StatusCode>03</edXML:StatusCode>", ""),
                        SCHEMA_VIOLATION),
                bad("not base64", with("JVBERi", "JVB*Ri"), SCHEMA_VIOLATION),
                bad("padding inside", with("JVBERi", "JVBE=Ri"), SCHEMA_VIOLATION),
                bad("cut base64", with("aGV0aWMK<", "aGV0aWMKA<"), SCHEMA_VIOLATION),
                bad("not attached", GOOD.replaceAll("(?s)<Attachment>.*</Attachment>", ""), ATTACHMENT_MISMATCH),
                bad(
                        "not in the manifest",
                        GOOD.replaceAll("(?s)<edXML:Reference>.*</edXML:Reference>", ""),
                        ATTACHMENT_MISMATCH),
                bad("other id", with("<ContentId>cid:1<", "<ContentId>cid:2<"), ATTACHMENT_MISMATCH),
                bad("attached twice", twice("<Attachment>", "</Attachment>"), ATTACHMENT_MISMATCH),
                bad("referred to twice", twice("<edXML:Reference>", "</edXML:Reference>"), ATTACHMENT_MISMATCH),
                bad("climbing name", name("../../etc/x"), SCHEMA_VIOLATION),
                bad("climbing Windows name", name("a\\..\\..\\x"), SCHEMA_VIOLATION),
                bad("absolute name", name("/etc/x"), SCHEMA_VIOLATION),
                bad("drive name", name("C:\\x"), SCHEMA_VIOLATION),
                bad("name with a line break", name("a&#13;&#10;b.pdf"), SCHEMA_VIOLATION),
                bad("name that reads backwards", name("a\u202efdp.exe"), SCHEMA_VIOLATION),
                bad("long name", name("x".repeat(5000)), SCHEMA_VIOLATION));
    }

    private static Arguments bad(String name, String xml, ProblemType type) {
        return Arguments.of(name, xml, type);
    }

    private static String attributes(String name, int count) {
        StringBuilder attributes = new StringBuilder();
        for (int i = 0; i < count; i++) {
            attributes.append(' ').append(name).append(i).append("=\"x\"");
        }
        return attributes.toString();
    }

    private static String withoutReason(String code) {
        return changed(STATUS, ">03<", ">" + code + "<")
                .replaceAll("<edXML:Description>[^<]*<", "<edXML:Description> <");
    }

    private static String twice(String start, String end) {
        String part = GOOD.substring(GOOD.indexOf(start), GOOD.indexOf(end) + end.length());
        return GOOD.replace(part, part + part);
    }

    private static String name(String name) {
        return with("<AttachmentName>9001-VPCP-KSTT.signed.pdf<", "<AttachmentName>" + name + "<");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("texts")
    void refuses(String name, String xml, ProblemType type) {
        assertThat(refused(xml).type()).isEqualTo(type);
    }

    static Stream<Arguments> encodings() {
        String bare = GOOD.substring(DECLARATION.length());
        return Stream.of(
                encoded("UTF-16 with a mark", "\ufeff" + bare, "UTF-16BE", null, UNSUPPORTED_CHARSET),
                encoded("UTF-16LE with a mark", "\ufeff" + bare, "UTF-16LE", null, UNSUPPORTED_CHARSET),
                encoded("UTF-16 without a mark", bare, "UTF-16LE", null, UNSUPPORTED_CHARSET),
                encoded("UTF-16 and honest", "\ufeff" + bare, "UTF-16BE", "utf-16", UNSUPPORTED_CHARSET),
                encoded("UTF-16 said to be UTF-8", "\ufeff" + bare, "UTF-16BE", "utf-8", CHARSET_MISMATCH),
                encoded("UTF-16 DOCTYPE", "\ufeff<!DOCTYPE d>" + bare, "UTF-16BE", null, UNSUPPORTED_CHARSET),
                encoded("UTF-32", "\ufeff" + bare, "UTF-32BE", null, UNSUPPORTED_CHARSET),
                encoded("UTF-32LE", bare, "UTF-32LE", null, UNSUPPORTED_CHARSET),
                encoded("EBCDIC", GOOD, "IBM037", null, UNSUPPORTED_CHARSET),
                encoded("declared UTF-7", GOOD.replace("UTF-8", "UTF-7"), "UTF-8", null, UNSUPPORTED_CHARSET),
                encoded("declared EBCDIC", GOOD.replace("UTF-8", "EBCDIC-CP-US"), "UTF-8", null, UNSUPPORTED_CHARSET),
                encoded("declared UTF-32", GOOD.replace("UTF-8", "UTF-32"), "UTF-8", null, UNSUPPORTED_CHARSET),
                encoded(
                        "declared windows-1258",
                        GOOD.replace("UTF-8", "windows-1258"),
                        "UTF-8",
                        null,
                        UNSUPPORTED_CHARSET),
                encoded("declared otherwise than sent", GOOD, "UTF-8", "windows-1258", CHARSET_MISMATCH),
                encoded("transport says UTF-16", bare, "UTF-8", "UTF-16", UNSUPPORTED_CHARSET));
    }

    private static Arguments encoded(
            String name, String xml, String encoding, @Nullable String transport, ProblemType type) {
        return Arguments.of(name, xml.getBytes(Charset.forName(encoding)), transport, type);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("encodings")
    void refusesOtherEncodings(String name, byte[] bytes, @Nullable String transport, ProblemType type) {
        assertThat(refused(bytes, transport).type()).isEqualTo(type);
    }

    @Test
    void acceptsUtf8HoweverItIsSpelt() throws Exception {
        for (String charset : new String[] {"utf-8", "UTF8", "\tUTF-8 "}) {
            assertThat(Examples.reader().read(new ByteArrayInputStream(Examples.bytes("documents/new.edxml")), charset))
                    .isInstanceOf(EdxmlDocument.class);
        }
    }

    @Test
    void refusesBytesThatAreNotUtf8() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int cut = GOOD.indexOf("V/v");
        bytes.write(GOOD.substring(0, cut).getBytes(StandardCharsets.UTF_8));
        bytes.write(new byte[] {(byte) 0xC3, 0x28});
        bytes.write(GOOD.substring(cut).getBytes(StandardCharsets.UTF_8));

        assertThat(refused(bytes.toByteArray(), null).type()).isEqualTo(MALFORMED_XML);
    }

    @Test
    void refusesOverlongAndSurrogateUtf8() throws Exception {
        for (byte[] sequence : new byte[][] {{(byte) 0xC0, (byte) 0xAF}, {(byte) 0xED, (byte) 0xA0, (byte) 0x80}}) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            bytes.write(GOOD.getBytes(StandardCharsets.UTF_8));
            bytes.write(sequence);
            assertThat(refused(bytes.toByteArray(), null).type()).isEqualTo(MALFORMED_XML);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "9999/12/31 00:00:00",
        "1900/01/01 00:00:00",
        "2025/02/30 10:00:00",
        "2026/11/20 24:00:00",
        "2026/11/24 00:00:00",
        "2026-11-20T10:00:00Z",
        "yesterday"
    })
    void refusesImpossibleTimes(String time) {
        ProblemException e = refused(changed(STATUS, "2026/11/20 10:02:11", time));

        assertThat(e.type()).isEqualTo(INVALID_TIMESTAMP);
        assertThat(e.errors())
                .extracting(Violation::pointer)
                .containsExactly("/edXML/edXMLEnvelope/edXMLHeader/MessageHeader/Timestamp");
    }

    @ParameterizedTest
    @CsvSource({
        "<edXML:PromulgationDate>2026/11/20, <edXML:PromulgationDate>2026/02/30",
        "<edXML:PromulgationDate>2026/11/20, <edXML:PromulgationDate>9999/12/31",
        "<edXML:DueDate>2026/12/05, <edXML:DueDate>9999/12/31",
        "<edXML:Timestamp>2026/11/20 09:15:00, <edXML:Timestamp>2026/13/20 09:15:00"
    })
    void refusesImpossibleDatesInADocument(String from, String to) {
        assertThat(refused(with(from, to)).type()).isEqualTo(INVALID_TIMESTAMP);
    }

    @ParameterizedTest
    @CsvSource({
        "<edXML:PromulgationDate>2026/11/20, <edXML:PromulgationDate>2026/12/20",
        "<edXML:Timestamp>2026/11/20 09:15:00, <edXML:Timestamp>2026/12/20 09:15:00"
    })
    void takesADocumentThatIsDatedAhead(String from, String to) {
        assertThat(Examples.read(with(from, to))).isInstanceOf(EdxmlDocument.class);
    }

    @Test
    void takesAnAliasForACode() {
        assertThat(Examples.read(with(">H41<", ">BGDĐT<"))).isInstanceOf(EdxmlDocument.class);
    }

    @Test
    void namesEverythingThatIsMissing() {
        String xml = GOOD.replaceAll("<edXML:Subject>[^<]*</edXML:Subject>", "")
                .replaceAll("(?s)<edXML:Code>.*</edXML:Code>", "")
                .replace("<edXML:OrganId>G15</edXML:OrganId>", "")
                .replace("2026/11/20</edXML:PromulgationDate>", "</edXML:PromulgationDate>");

        ProblemException e = refused(xml);

        String header = "/edXML/edXMLEnvelope/edXMLHeader/MessageHeader";
        assertThat(e.type()).isEqualTo(SCHEMA_VIOLATION);
        assertThat(e.errors())
                .extracting(Violation::pointer)
                .containsExactly(
                        header + "/To[2]/OrganId",
                        header + "/Code",
                        header + "/PromulgationInfo/PromulgationDate",
                        header + "/Subject");
    }

    @Test
    void namesTheAttachmentThatDoesNotMatch() {
        ProblemException e = refused(with("<ContentId>cid:1<", "<ContentId>cid:2<"));

        assertThat(e.errors())
                .extracting(Violation::detail)
                .containsExactly(
                        "ContentId 2 is attached but not in the manifest",
                        "ContentId 1 is in the manifest but not attached");
    }

    @Test
    void doesNotEchoWhatWasSent() {
        ProblemException e = refused(with(">H41<", ">Nguyễn Văn Mẫu<"));

        assertThat(e.getMessage() + e.detailVi() + e.errors()).doesNotContain("Mẫu");
    }

    @Test
    void ignoresSchemaLocationAndForeignElementsInTheHeader() {
        String xml = with(
                        "<edXML xmlns=",
                        "<edXML xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\""
                                + " xsi:schemaLocation=\"urn:x http://127.0.0.1:9/x.xsd\" xmlns=")
                .replace("<edXML:Subject>", "<x xmlns=\"urn:x\">1</x><edXML:Extra/><edXML:Subject>");

        assertThat(Examples.read(xml)).isInstanceOf(EdxmlDocument.class);
    }

    @Test
    void givesComposedAndDecomposedVietnameseTheSameKey() {
        String composed = with("9001/VPCP-KSTT", "9001/TTĐT-Ạ")
                .replace("<edXML:CodeNotation>VPCP-KSTT", "<edXML:CodeNotation>TTĐT-Ạ");
        String decomposed = java.text.Normalizer.normalize(composed, java.text.Normalizer.Form.NFD);
        assertThat(decomposed).isNotEqualTo(composed);

        EdxmlDocument one = (EdxmlDocument) Examples.read(composed);
        EdxmlDocument other = (EdxmlDocument) Examples.read(decomposed);

        assertThat(other.documentId()).isEqualTo(one.documentId());
        assertThat(other.header()).isEqualTo(one.header());
    }
}
