package org.lienthong.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import javax.xml.stream.XMLStreamException;
import org.junit.jupiter.api.Test;

class EnvelopeTest {

    @Test
    void keepsTheEnvelopeAndDropsTheAttachments() throws XMLStreamException {
        String message = """
                <edXML xmlns="urn:x"><e:edXMLEnvelope xmlns:e="urn:x"><e:Subject a="1">Đ &amp; ô</e:Subject></e:edXMLEnvelope>\
                <AttachmentEncoded><Attachment>AAAA</Attachment></AttachmentEncoded></edXML>""";

        assertThat(cut(message))
                .isEqualTo(
                        "<?xml version='1.0' encoding='UTF-8'?><edXML xmlns=\"urn:x\"><e:edXMLEnvelope xmlns:e=\"urn:x\">"
                                + "<e:Subject a=\"1\">Đ &amp; ô</e:Subject></e:edXMLEnvelope></edXML>");
    }

    @Test
    void refusesADoctypeAndATruncatedMessage() {
        assertThatThrownBy(() -> cut("<!DOCTYPE a [<!ENTITY e 'x'>]><a>&e;</a>"))
                .isInstanceOf(XMLStreamException.class);
        assertThatThrownBy(() -> cut("<a><AttachmentEncoded>AAAA")).isInstanceOf(XMLStreamException.class);
    }

    private static String cut(String message) throws XMLStreamException {
        return new String(Envelope.cut(new ByteArrayInputStream(message.getBytes(UTF_8))), UTF_8);
    }
}
