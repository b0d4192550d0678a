package org.lienthong;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.Base64;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Documents that must not come in, and what their sender is told. */
final class BadDocuments {

    private static final String GOOD = Samples.document(Samples.NUMBER + 50_000);
    private static final String DECLARATION = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    private static final String CONTENT = "JVBERi0xLjcKJSBzeW50aGV0aWMK";

    private BadDocuments() {}

    /**
     * @param contentType with the charset that the transport declares, if any
     * @param slug of the problem
     */
    record Case(String name, byte[] body, String contentType, int status, String slug) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> all() {
        return Stream.of(malformed(), limits(), encodings(), contents(), attachments())
                .flatMap(cases -> cases);
    }

    /** Documents that name an address, which nobody may call. */
    static Stream<Case> reachingFor(String address) {
        String entity = "<!DOCTYPE edXML [<!ENTITY % p SYSTEM \"" + address + "\"> %p;]>\n";
        String general = "<!DOCTYPE edXML [<!ENTITY x SYSTEM \"" + address + "\">]>\n";
        String subset = "<!DOCTYPE edXML SYSTEM \"" + address + "\">\n";
        return Stream.of(
                bad("parameter entity", prolog(entity), 400, "xml-dtd-forbidden"),
                bad("entity", prolog(general).replace("V/v rà", "&x; V/v rà"), 400, "xml-dtd-forbidden"),
                bad("external subset", prolog(subset), 400, "xml-dtd-forbidden"),
                bad(
                        "stylesheet",
                        prolog("<?xml-stylesheet type=\"text/xsl\" href=\"" + address + "\"?>\n"),
                        400,
                        "xml-pi-forbidden"),
                bad("XInclude", including(address), 422, "schema-violation"));
    }

    private static Stream<Case> malformed() {
        return Stream.of(
                bad("empty body", "", 400, "malformed-request"),
                bad("not XML", "hello", 400, "malformed-xml"),
                bad("truncated", GOOD.substring(0, GOOD.length() / 2), 400, "malformed-xml"),
                bad("cut in the attachment", GOOD.substring(0, GOOD.indexOf(CONTENT) + 9), 400, "malformed-xml"),
                bad("two documents", GOOD + GOOD.substring(DECLARATION.length()), 400, "malformed-xml"),
                bad(
                        "entity of a file",
                        "<!DOCTYPE d [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><d>&x;</d>",
                        400,
                        "xml-dtd-forbidden"),
                bad("billion laughs", billionLaughs(), 400, "xml-dtd-forbidden"),
                bad("harmless DOCTYPE", "<!DOCTYPE d><d/>", 400, "xml-dtd-forbidden"),
                bad("XInclude of a file", including("file:///etc/passwd"), 422, "schema-violation"),
                bad("reference to NUL", with("V/v rà", "V/v &#0; rà"), 400, "malformed-xml"),
                bad("vertical tab", with("V/v rà", "V/v \u000b rà"), 400, "malformed-xml"));
    }

    private static Stream<Case> limits() {
        return Stream.of(
                bad("deep", "<a>".repeat(100_000) + "</a>".repeat(100_000), 400, "xml-limit-exceeded"),
                bad("wide", "<a" + attributes(20_000) + "/>", 400, "xml-limit-exceeded"),
                bad("long name", "<" + "a".repeat(1_000_000) + "/>", 400, "xml-limit-exceeded"),
                bad("many recipients", recipients(1001), 400, "xml-limit-exceeded"));
    }

    private static Stream<Case> encodings() {
        String bare = GOOD.substring(DECLARATION.length());
        return Stream.of(
                new Case("bytes that are not UTF-8", brokenUtf8(), "application/xml", 400, "malformed-xml"),
                bad("declared UTF-7", GOOD.replace("UTF-8", "UTF-7"), 415, "unsupported-charset"),
                encoded("UTF-32", "\ufeff" + bare, "UTF-32BE", ""),
                encoded("EBCDIC", GOOD, "IBM037", ""),
                encoded("UTF-16 and honest", "\ufeff" + bare, "UTF-16BE", "; charset=utf-16"),
                new Case(
                        "UTF-16 said to be UTF-8",
                        ("\ufeff" + bare).getBytes(Charset.forName("UTF-16BE")),
                        "application/xml; charset=utf-8",
                        400,
                        "charset-mismatch"));
    }

    private static Stream<Case> contents() {
        return Stream.of(
                bad("text that reads backwards in a code", with(">H41<", ">H\u202e41<"), 422, "schema-violation"),
                bad("Cyrillic letter in a code", with(">G15<", ">\u041315<"), 422, "schema-violation"),
                bad("no subject", GOOD.replaceAll("<edXML:Subject>.*?</edXML:Subject>", ""), 422, "schema-violation"),
                bad(
                        "foreign structure",
                        with("<edXML:edXMLBody>", "<x xmlns=\"urn:x\"/><edXML:edXMLBody>"),
                        422,
                        "schema-violation"),
                bad("other root", "<root><child/></root>", 422, "schema-violation"),
                bad("unknown recipient", with(">H41<", ">H99<"), 422, "unknown-recipient"),
                bad("other sender", with(">G22<", ">G15<"), 403, "sender-mismatch"),
                bad("no identifier", GOOD.replaceAll("<edXML:DocumentId>.*?>", ""), 422, "schema-violation"),
                bad("long identifier", with(">G22,2026", ">" + "G".repeat(200) + ",2026"), 422, "schema-violation"),
                bad("line break in the identifier", with(">G22,2026", ">G22,&#13;&#10;2026"), 422, "schema-violation"),
                bad(
                        "impossible day",
                        with(">2026/11/20</edXML:Prom", ">2026/02/30</edXML:Prom"),
                        422,
                        "invalid-timestamp"),
                bad("state secret", with("V/v rà soát", "TUYỆT MẬT: V/v rà soát"), 422, "state-secret-forbidden"));
    }

    private static Stream<Case> attachments() {
        return Stream.of(
                bad("not attached", GOOD.replaceAll("(?s)<Attachment>.*</Attachment>", ""), 422, "attachment-mismatch"),
                bad("attached besides", with("<ContentId>cid:1<", "<ContentId>cid:2<"), 422, "attachment-mismatch"),
                named("climbing name", "../../etc/x"),
                named("drive name", "C:\\x"),
                named("endless name", "x".repeat(5000)),
                named("line break in a name", "a&#13;&#10;b.pdf"),
                bad("NUL in a name", with("9001-VPCP-KSTT.signed", "&#0;"), 400, "malformed-xml"),
                carrying("zip bomb", zip("bomb.bin", new byte[64 << 20]), 422, "archive-limit-exceeded"),
                carrying("zip that climbs", zip("../../etc/x", new byte[10]), 422, "archive-limit-exceeded"),
                carrying("program", "MZ\u0090\0\u0003program".getBytes(UTF_8), 415, "unsupported-attachment-type"));
    }

    static String billionLaughs() {
        StringBuilder entities = new StringBuilder("<!DOCTYPE b [<!ENTITY a0 \"lol\">");
        IntStream.rangeClosed(1, 10)
                .forEach(i -> entities.append("<!ENTITY a" + i + " \"" + ("&a" + (i - 1) + ";").repeat(10) + "\">"));
        return entities + "]><b>&a10;</b>";
    }

    private static Case bad(String name, String xml, int status, String slug) {
        return new Case(name, xml.getBytes(UTF_8), "application/xml", status, slug);
    }

    private static Case encoded(String name, String xml, String encoding, String charset) {
        byte[] bytes = xml.getBytes(Charset.forName(encoding));
        return new Case(name, bytes, "application/xml" + charset, 415, "unsupported-charset");
    }

    private static Case named(String name, String fileName) {
        String xml = GOOD.replaceAll("(<AttachmentName>)[^<]*", "$1" + fileName.replace("\\", "\\\\"));
        return bad(name, xml, 422, "schema-violation");
    }

    private static Case carrying(String name, byte[] content, int status, String slug) {
        return bad(name, with(CONTENT, Base64.getEncoder().encodeToString(content)), status, slug);
    }

    private static String with(String from, String to) {
        return Samples.changed(GOOD, from, to);
    }

    private static String prolog(String insertion) {
        return with(DECLARATION, DECLARATION + insertion);
    }

    private static String including(String address) {
        String include = "<xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" href=\"" + address + "\"/>";
        return with("<edXML:Subject>", include + "<edXML:Subject>");
    }

    private static String attributes(int count) {
        StringBuilder attributes = new StringBuilder();
        IntStream.range(0, count).forEach(i -> attributes.append(" a" + i + "=\"x\""));
        return attributes.toString();
    }

    private static String recipients(int count) {
        String recipient = "<edXML:To><edXML:OrganId>G01</edXML:OrganId></edXML:To>";
        return with("<edXML:DocumentId>", recipient.repeat(count) + "<edXML:DocumentId>");
    }

    private static byte[] brokenUtf8() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int cut = GOOD.indexOf("V/v rà");
        bytes.writeBytes(GOOD.substring(0, cut).getBytes(UTF_8));
        bytes.writeBytes(new byte[] {(byte) 0xC3, 0x28});
        bytes.writeBytes(GOOD.substring(cut).getBytes(UTF_8));
        return bytes.toByteArray();
    }

    private static byte[] zip(String name, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(content);
            zip.closeEntry();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
