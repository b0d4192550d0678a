package org.lienthong.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The hub's trace header goes in as bytes: nothing else changes, and the result is one hop longer. */
class TraceSlotTest {

    private static final Instant AT = Instant.parse("2026-11-22T02:00:00Z");
    private static final TraceHop HOP = new TraceHop("VXP", LocalDateTime.of(2026, 11, 22, 9, 0));

    private static byte[] inserted(byte[] original) throws IOException {
        EdxmlDocument before = (EdxmlDocument) Examples.read(original);
        TraceSlot slot = before.traceSlot();
        byte[] hop = slot.render("VXP", AT);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        slot.copy(new ByteArrayInputStream(original), hop, out);
        byte[] result = out.toByteArray();

        int at = (int) slot.byteOffset();
        assertThat(Arrays.copyOfRange(result, 0, at)).isEqualTo(Arrays.copyOfRange(original, 0, at));
        assertThat(Arrays.copyOfRange(result, at + hop.length, result.length))
                .isEqualTo(Arrays.copyOfRange(original, at, original.length));
        EdxmlDocument after = (EdxmlDocument) Examples.read(result);
        List<TraceHop> expected = new ArrayList<>(before.trace());
        expected.add(HOP);
        assertThat(after.trace()).isEqualTo(expected);
        assertThat(after.header()).isEqualTo(before.header());
        assertThat(after.attachments()).isEqualTo(before.attachments());
        return result;
    }

    @Test
    void writesThePrefixedElementOfTheField() throws IOException {
        byte[] result = inserted(Examples.bytes("documents/new.edxml"));

        assertThat(new String(result, StandardCharsets.UTF_8))
                .contains("</edXML:TraceHeader><edXML:TraceHeader><edXML:OrganId>VXP</edXML:OrganId>"
                        + "<edXML:Timestamp>2026/11/22 09:00:00</edXML:Timestamp></edXML:TraceHeader>\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dialect", "recall-vnpt", "recall-inet", "update-vnpt", "update-inet", "replace-inet"})
    void keepsEveryExample(String name) throws IOException {
        inserted(Examples.bytes("documents/" + name + ".edxml"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<edXML:TraceHeaderList/>",
                "<edXML:TraceHeaderList a='1' />",
                "<edXML:TraceHeaderList></edXML:TraceHeaderList>",
                "<edXML:TraceHeaderList><!-- none --></edXML:TraceHeaderList>",
                "<edXML:TraceHeaderList><edXML:TraceHeader/></edXML:TraceHeaderList>",
                "<edXML:TraceHeaderList><edXML:Bussiness><edXML:BussinessDocType>0</edXML:BussinessDocType></edXML:Bussiness></edXML:TraceHeaderList>",
                "<TraceHeaderList><TraceHeader><OrganId>G22</OrganId></TraceHeader></TraceHeaderList>",
                "<q:TraceHeaderList xmlns:q='http://www.mic.gov.vn/TBT/QCVN_102_2016'><z:TraceHeader xmlns:z='http://www.mic.gov.vn/TBT/QCVN_102_2016'/></q:TraceHeaderList>",
                "<edXML:TraceHeaderList/><edXML:TraceHeaderList><edXML:TraceHeader/></edXML:TraceHeaderList>"
            })
    void findsAPlaceWhateverTheListLooksLike(String list) throws IOException {
        String xml = Examples.text("documents/new.edxml")
                .replaceAll("(?s)<edXML:TraceHeaderList>.*</edXML:TraceHeaderList>", list);

        inserted(xml.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void usesTheDefaultNamespaceWhereThereIsNoPrefix() throws IOException {
        String xml = Examples.text("documents/new.edxml")
                .replace("edXML:edXMLEnvelope xmlns:edXML=", "edXMLEnvelope xmlns:unused=")
                .replace("edXML:", "")
                .replace(" xmlns:edXML=\"" + Node.QCVN_102 + "\"", "");

        assertThat(new String(inserted(xml.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8))
                .contains("</TraceHeader><TraceHeader><OrganId>VXP</OrganId>");
    }

    @RepeatedTest(200)
    void countsBytesNotCharacters(RepetitionInfo repetition) throws IOException {
        Random random = new Random(repetition.getCurrentRepetition());
        String newline = random.nextBoolean() ? "\r\n" : "\n";
        String xml = Examples.text("documents/new.edxml")
                .replace("Phụ lục 1. Danh mục dữ liệu", text(random))
                .replace("<edXML:Content>", "<edXML:Content>" + text(random))
                .replace("<edXML:TraceHeaderList>", "<edXML:TraceHeaderList><!-- " + text(random) + " -->")
                .replace("<edXML:Bussiness>", text(random) + "<edXML:Bussiness>")
                .replace("<edXML:BussinessDocReason>", "<edXML:BussinessDocReason><![CDATA[" + text(random) + "]]>")
                .replace("\n", newline);

        inserted(((random.nextBoolean() ? "\ufeff" : "") + xml).getBytes(StandardCharsets.UTF_8));
    }

    /** Up to some 20 000 letters of one to four bytes, line ends and references. */
    private static String text(Random random) {
        String[] parts = {"a", "đ", "ệ", "e\u0323\u0302", "\uD842\uDFB7", "😀", "\r\n", "\r", "&amp;", "&#x1F600;", " "
        };
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(random.nextInt(10) == 0 ? 10_000 : 200); i > 0; i--) {
            text.append(parts[random.nextInt(parts.length)]);
        }
        return text.toString();
    }
}
