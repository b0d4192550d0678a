package org.lienthong.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EdxmlWriterTest {

    private final EdxmlWriter writer = new EdxmlWriter();

    private String rewritten(EdxmlDocument document, EdxmlWriter.Outgoing... attachments) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        writer.write(document.header(), document.trace(), document.business(), List.of(attachments), out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static EdxmlWriter.Outgoing file(String name, String content) {
        return new EdxmlWriter.Outgoing(name, () -> new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void writesADocumentExactlyAsTheFieldDoes() throws IOException {
        String xml = rewritten(
                Examples.document("documents/new.edxml"), file("9001-VPCP-KSTT.signed.pdf", "%PDF-1.7\n% synthetic\n"));

        assertThat(xml).isEqualTo(Examples.text("documents/new.edxml"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"recall-vnpt", "recall-inet", "update-vnpt", "update-inet", "replace-vnpt", "replace-inet"})
    void keepsWhatABusinessDocumentSays(String name) throws IOException {
        EdxmlDocument document = Examples.document("documents/" + name + ".edxml");

        EdxmlDocument again = (EdxmlDocument) Examples.read(rewritten(document));

        assertThat(again.header()).isEqualTo(document.header());
        assertThat(again.business()).isEqualTo(document.business());
    }

    @ParameterizedTest
    @ValueSource(strings = {"01-arrived", "03-received", "13-recall-requested"})
    void keepsAStatus(String name) throws IOException {
        EdxmlStatus status = Examples.status("statuses/" + name + ".edxml");
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        writer.write(status, out);

        assertThat(Examples.read(out.toByteArray())).isEqualTo(status);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .startsWith(Examples.text("statuses/" + name + ".edxml").substring(0, 300));
    }

    @Test
    void zipsWhatIsNotPdf() throws IOException {
        String xml = rewritten(Examples.document("documents/new.edxml"), file("biểu mẫu.doc", "hello"));

        String base64 = xml.replaceAll("(?s).*<edXML:ContentTransferEncoded[^>]*>([^<]*)<.*", "$1");
        assertThat(base64).startsWith("UEsDB");
        assertThat(xml).contains("<ContentType>application/zip</ContentType>");
        try (ZipInputStream zip =
                new ZipInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(base64)))) {
            assertThat(zip.getNextEntry().getName()).isEqualTo("biểu mẫu.doc");
            assertThat(zip.readAllBytes()).asString().isEqualTo("hello");
        }
        assertThat(((EdxmlDocument) Examples.read(xml)).attachments())
                .extracting(Attachment::name)
                .containsExactly("biểu mẫu.doc");
    }

    @Test
    void escapesText() throws IOException {
        EdxmlDocument document = (EdxmlDocument) Examples.read(
                Examples.text("documents/new.edxml").replace("V/v rà", "A &amp; B &lt;c> ]]&gt; \"d\" &#13;"));

        assertThat(((EdxmlDocument) Examples.read(rewritten(document))).header())
                .isEqualTo(document.header());
    }

    @Test
    void refusesCharactersThatXmlCannotCarry() {
        StringBuilder xml = new StringBuilder();

        assertThatThrownBy(() -> XmlText.escape("a\0b", xml)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> XmlText.escape("a\uD800b", xml)).isInstanceOf(IllegalArgumentException.class);
    }
}
