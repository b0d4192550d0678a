package org.lienthong.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EdxmlReaderTest {

    private static final String ID = "G22,2026/11/20,9001/VPCP-KSTT";

    @Test
    void readsTheHeaderOfADocument() {
        EdxmlDocument document = Examples.document("documents/new.edxml");

        assertThat(document.senderCode()).isEqualTo("G22");
        assertThat(document.to()).extracting(Party::organId).containsExactly("H41", "G15");
        assertThat(document.documentId()).isEqualTo(ID);
        assertThat(document.code()).isEqualTo(new DocumentHeader.Code("9001", "VPCP-KSTT"));
        assertThat(document.promulgationDate()).isEqualTo(LocalDate.of(2026, 11, 20));
        assertThat(document.subject()).isEqualTo("V/v rà soát dữ liệu dùng chung");
        assertThat(document.header().type().name()).isEqualTo("Công văn");
        assertThat(document.header().dueDate()).isEqualTo(LocalDate.of(2026, 12, 5));
        assertThat(document.header().other().appendixes()).containsExactly("Phụ lục 1. Danh mục dữ liệu");
        assertThat(document.header().toPlaces()).containsExactly("Như trên", "Lưu: VT, KSTT");
        assertThat(document.signed()).isFalse();
    }

    @Test
    void readsTraceBusinessAndAttachment() {
        EdxmlDocument document = Examples.document("documents/new.edxml");

        assertThat(document.trace()).containsExactly(new TraceHop("G22", LocalDateTime.of(2026, 11, 20, 9, 15)));
        assertThat(document.business().type()).isEqualTo(Business.Type.NEW);
        assertThat(document.business().staff()).extracting(Staff::department).containsExactly("Văn thư");
        assertThat(document.affectedDocumentIds()).isEmpty();
        assertThat(document.attachments())
                .containsExactly(new Attachment(
                        "1",
                        "9001-VPCP-KSTT.signed.pdf",
                        "application/pdf",
                        21,
                        "4108cd3bdf2c4f9d619d1eb5bfcf5452f74f636c0f9b6f93bf07751d29166c34"));
    }

    @Test
    void readsAStatus() {
        EdxmlStatus status = Examples.status("statuses/03-received.edxml");

        assertThat(status.senderCode()).isEqualTo("H41");
        assertThat(status.code()).isEqualTo(StatusCode.RECEIVED);
        assertThat(status.documentId()).isEqualTo(ID);
        assertThat(status.responseFor())
                .isEqualTo(new ResponseFor("G22", "9001/VPCP-KSTT", ID, LocalDate.of(2026, 11, 20)));
        assertThat(status.description()).isEqualTo("Đã tiếp nhận, số đến 12345");
        assertThat(status.timestamp()).isEqualTo(LocalDateTime.of(2026, 11, 20, 10, 2, 11));
        assertThat(status.staff()).extracting(Staff::mobile).containsExactly("0900000001");
    }

    @ParameterizedTest
    @CsvSource({
        "01-arrived, ARRIVED",
        "02-refused, REFUSED",
        "03-received, RECEIVED",
        "04-assigned, ASSIGNED",
        "05-processing, PROCESSING",
        "06-completed, COMPLETED",
        "13-recall-requested, RECALL_REQUESTED",
        "15-change-agreed, CHANGE_AGREED",
        "16-change-refused, CHANGE_REFUSED"
    })
    void readsEveryStatus(String file, StatusCode code) {
        assertThat(Examples.status("statuses/" + file + ".edxml").code()).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"recall-vnpt", "recall-inet", "update-vnpt", "update-inet", "replace-vnpt", "replace-inet"})
    void findsTheAffectedDocumentInBothVendorsShapes(String file) {
        EdxmlDocument document = Examples.document("documents/" + file + ".edxml");

        assertThat(document.business().type().name()).isEqualToIgnoringCase(file.substring(0, file.indexOf('-')));
        assertThat(document.affectedDocumentIds()).containsExactly(ID);
    }

    @Test
    void readsWhatAnUpdateChanges() {
        Business.Update update =
                Examples.document("documents/update-vnpt.edxml").business().update();

        assertThat(update)
                .isEqualTo(new Business.Update(
                        true,
                        true,
                        List.of(new Business.ReceiverChange("G15", false), new Business.ReceiverChange("G18", true))));
    }

    @Test
    void readsWhatIsReplacedForWhom() {
        Business business = Examples.document("documents/replace-inet.edxml").business();

        assertThat(business.paper()).isTrue();
        assertThat(business.replacements()).containsExactly(new Business.Replacement(ID, List.of("H41", "G15")));
    }

    @Test
    void toleratesTheDialectsOfTheField() {
        EdxmlDocument document = Examples.document("documents/dialect.edxml");

        assertThat(document.business()).isEqualTo(Business.newDocument());
        assertThat(document.documentId()).isEqualTo("9b1f6f0e-6f2b-4f27-9a53-000000000001");
        assertThat(document.promulgationDate()).isEqualTo(LocalDate.of(2026, 11, 20));
        assertThat(document.header().content()).isNull();
        assertThat(document.attachments()).hasSize(1);
    }

    @Test
    void readsAttachmentsThatComeFirst() {
        String xml = Examples.text("documents/new.edxml");
        int envelope = xml.indexOf("  <edXML:edXMLEnvelope");
        int attachments = xml.indexOf("  <AttachmentEncoded>");
        int end = xml.lastIndexOf("</edXML>");
        String swapped = xml.substring(0, envelope)
                + xml.substring(attachments, end)
                + xml.substring(envelope, attachments)
                + xml.substring(end);

        EdxmlDocument document = (EdxmlDocument) Examples.read(swapped);

        assertThat(document.attachments()).hasSize(1);
        assertThat(document.header())
                .isEqualTo(Examples.document("documents/new.edxml").header());
    }

    @Test
    void takesAnIdentifierApart() {
        assertThat(DocumentTriple.parse(ID))
                .contains(new DocumentTriple(
                        "G22", LocalDate.of(2026, 11, 20), new DocumentHeader.Code("9001", "VPCP-KSTT")));
        assertThat(DocumentTriple.parse("9b1f6f0e-6f2b-4f27-9a53-000000000001")).isEmpty();
    }

    @Test
    void passesOnWhatTheStreamThrows() {
        IOException broken = new IOException("connection reset");
        InputStream in = new SequenceInputStream(
                new ByteArrayInputStream(Examples.bytes("documents/new.edxml"), 0, 2000), new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw broken;
                    }
                });

        assertThatThrownBy(() -> Examples.reader().read(in)).isSameAs(broken);
    }

    @Test
    void readsAStreamThatTrickles() throws IOException {
        InputStream in = new FilterInputStream(new ByteArrayInputStream(Examples.bytes("documents/dialect.edxml"))) {
            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                return super.read(target, offset, Math.min(1, length));
            }
        };

        assertThat(Examples.reader().read(in)).isEqualTo(Examples.document("documents/dialect.edxml"));
    }
}
