package org.lienthong.mapping;

import java.io.ByteArrayInputStream;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.util.StreamReaderDelegate;
import javax.xml.transform.Source;
import javax.xml.transform.stax.StAXSource;
import org.codehaus.stax2.XMLInputFactory2;

/** Tells XML from JSON and reads XML within the hub's limits, without DOCTYPE and entities. */
final class MappingInput {

    private final XMLInputFactory2 xml;

    MappingInput(XMLInputFactory2 xml) {
        this.xml = xml;
    }

    /** By the first character that is no blank; a byte order mark goes with XML. */
    static boolean isXml(byte[] input) {
        for (byte one : input) {
            if (one != ' ' && one != '\t' && one != '\r' && one != '\n') {
                return one == '<' || one == (byte) 0xEF;
            }
        }
        return false;
    }

    /** @param systemId what positions and relative addresses refer to */
    Source xml(byte[] bytes, String systemId) throws XMLStreamException {
        return new StAXSource(new NoDocumentType(xml.createXMLStreamReader(systemId, new ByteArrayInputStream(bytes))));
    }

    private static final class NoDocumentType extends StreamReaderDelegate {

        NoDocumentType(XMLStreamReader reader) {
            super(reader);
        }

        @Override
        public int next() throws XMLStreamException {
            int event = super.next();
            if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
                throw new XMLStreamException("DOCTYPE and entities are not allowed", getLocation());
            }
            return event;
        }
    }
}
