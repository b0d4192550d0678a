package org.lienthong.sandbox;

import com.ctc.wstx.stax.WstxOutputFactory;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.XMLInputFactory2;
import org.codehaus.stax2.XMLStreamReader2;
import org.codehaus.stax2.XMLStreamWriter2;
import org.lienthong.document.EdxmlLimits;
import org.lienthong.document.SecureXml;

/**
 * Cuts an edXML message down to its envelope (QCVN 102:2016): the attachments are read over, so that a mapping works on a
 * few kB however large the document is.
 */
final class Envelope {

    private static final XMLInputFactory2 READERS = SecureXml.streaming(EdxmlLimits.defaults());
    private static final WstxOutputFactory WRITERS = new WstxOutputFactory();

    private Envelope() {}

    /**
     * @throws XMLStreamException when the message is not well-formed to its end
     */
    static byte[] cut(InputStream message) throws XMLStreamException {
        ByteArrayOutputStream envelope = new ByteArrayOutputStream();
        XMLStreamReader2 in = (XMLStreamReader2) READERS.createXMLStreamReader(message);
        XMLStreamWriter2 out =
                (XMLStreamWriter2) WRITERS.createXMLStreamWriter(envelope, StandardCharsets.UTF_8.name());
        try {
            out.writeStartDocument("UTF-8", "1.0");
            while (in.hasNext()) {
                int event = in.next();
                if (event == XMLStreamConstants.START_ELEMENT
                        && in.getLocalName().equals("AttachmentEncoded")) {
                    in.skipElement();
                } else if (event == XMLStreamConstants.DTD) {
                    throw new XMLStreamException("DOCTYPE is forbidden", in.getLocation());
                } else {
                    out.copyEventFromReader(in, false);
                }
            }
            out.close();
            return envelope.toByteArray();
        } finally {
            in.close();
        }
    }
}
