package org.lienthong.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.lienthong.codelist.CodeLists;
import org.lienthong.document.EdxmlDocument;
import org.lienthong.document.EdxmlLimits;
import org.lienthong.document.EdxmlReader;
import org.lienthong.document.EdxmlStatus;
import org.lienthong.mapping.MapComponent;

class MappingsTest {

    private static final String LETTER = """
            <letter number="101502" unit="BNV-VP" date="2026/11/22" time="2026/11/22 10:15:02">
              <from code="G09" name="Bộ Nội vụ"/><to code="H26" name="Hà Nội"/><to code="G18" name="Bộ Y tế"/>
              <subject>V/v thử</subject>
            </letter>""";

    @Test
    void addressesALetterToItsRecipientsOnly() throws Exception {
        assertThat(document("H26, G18")).containsOnlyOnce(">H26<").containsOnlyOnce("OrganId>G18<");
        assertThat(document("G18")).doesNotContain("H26").containsOnlyOnce("OrganId>G18<");
    }

    @Test
    void emitsThePrefixesOfTheStandardsSamples() throws Exception {
        String ns = "\"http://www.mic.gov.vn/TBT/QCVN_102_2016\"";
        assertThat(document("G18"))
                .contains("<edXML xmlns=" + ns + ">")
                .contains("<edXML:edXMLEnvelope xmlns:edXML=" + ns + ">")
                .contains("<AttachmentEncoded>")
                .contains("<ContentId>cid:1</ContentId>")
                .contains("<edXML:ContentTransferEncoded xmlns:edXML=" + ns + ">JVBERi0")
                .contains("<edXML:DocumentId>G09,2026/11/22,101502/BNV-VP</edXML:DocumentId>");
    }

    @Test
    void answersADocumentAndThenItsStatusToWhoeverSentEach() throws Exception {
        String status = status(document("H26"), "H26", "03");
        String recall = status(status, "G09", "13");

        assertThat(status)
                .containsSubsequence(
                        "<edXML:From>", ">H26<", "<edXML:ResponseFor>", ">G09<", ">101502/BNV-VP<", ">03<");
        assertThat(recall)
                .containsSubsequence("<edXML:From>", ">G09<", "<edXML:ResponseFor>", ">H26<", ">101502/BNV-VP<", ">13<")
                .contains("<edXML:DocumentId>G09,2026/11/22,101502/BNV-VP</edXML:DocumentId>");
    }

    @Test
    void writesWhatTheHubReads() throws Exception {
        EdxmlReader reader = new EdxmlReader(
                EdxmlLimits.defaults(), Clock.fixed(Instant.parse("2026-11-22T05:00:00Z"), ZoneOffset.UTC));
        String document = document("H26, G18");
        String status = transform(
                "document-to-status",
                document,
                Map.of(
                        "agency", "H26",
                        "agencyName", "Hà Nội",
                        "statusCode", "03",
                        "description", "Đã tiếp nhận",
                        "timestamp", "2026/11/22 10:20:00"));

        assertThat(reader.read(new ByteArrayInputStream(document.getBytes(UTF_8))))
                .isInstanceOf(EdxmlDocument.class);
        assertThat(reader.read(new ByteArrayInputStream(status.getBytes(UTF_8))))
                .isInstanceOf(EdxmlStatus.class);
    }

    private static String document(String recipients) throws Exception {
        return transform("letter-to-document", LETTER, Map.of("recipients", recipients));
    }

    private static String status(String about, String agency, String code) throws Exception {
        return transform("document-to-status", about, Map.of("agency", agency, "statusCode", code));
    }

    private static String transform(String mapping, String input, Map<String, String> parameters) throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.addComponent(
                    "map",
                    MapComponent.of(
                            Path.of("config/mappings"),
                            CodeLists.read(Path.of("config/codelists")),
                            Clock.systemUTC()));
            camel.start();
            return camel.createProducerTemplate()
                    .requestBodyAndHeaders(
                            "map:sandbox/" + mapping + ".xsl", input, Map.copyOf(parameters), String.class);
        }
    }
}
