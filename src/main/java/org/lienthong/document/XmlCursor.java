package org.lienthong.document;

import java.io.IOException;
import java.util.Locale;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.XMLInputFactory2;
import org.codehaus.stax2.XMLStreamReader2;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.lienthong.problem.Violation;

/**
 * The parser as this package sees it: it meets no DTD, entity, processing instruction or XInclude, every failure is a
 * refusal, and positions are byte offsets.
 */
final class XmlCursor {

    private static final String XINCLUDE = "http://www.w3.org/2001/XInclude";

    private final XMLStreamReader2 xml;
    private final Utf8Source source;
    private final EdxmlLimits limits;

    private XmlCursor(XMLStreamReader2 xml, Utf8Source source, EdxmlLimits limits) {
        this.xml = xml;
        this.source = source;
        this.limits = limits;
    }

    static XmlCursor open(XMLInputFactory2 factory, Utf8Source source, EdxmlLimits limits) throws IOException {
        try {
            XMLStreamReader2 xml = (XMLStreamReader2) factory.createXMLStreamReader(source);
            if ("1.1".equals(xml.getVersion())) {
                throw Refusals.malformed("Only XML 1.0 is accepted.", "Chỉ chấp nhận XML 1.0.");
            }
            return new XmlCursor(xml, source, limits);
        } catch (XMLStreamException e) {
            throw translated(e);
        }
    }

    /** Moves on; comments and the like are passed over by the callers, who look at elements and text only. */
    int next() throws IOException {
        try {
            int event = xml.next();
            switch (event) {
                case XMLStreamConstants.DTD -> throw Refusals.doctype();
                case XMLStreamConstants.PROCESSING_INSTRUCTION -> throw Refusals.processingInstruction();
                case XMLStreamConstants.ENTITY_REFERENCE ->
                    throw Refusals.malformed(
                            "An entity is used that is not declared.", "Có thực thể chưa được khai báo.");
                case XMLStreamConstants.START_ELEMENT -> checkStart();
                default -> {}
            }
            return event;
        } catch (XMLStreamException e) {
            throw translated(e);
        }
    }

    /** Moves to the next child element of the element opened last, or past its end: then false. */
    boolean nextChild() throws IOException {
        while (true) {
            int event = next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                return true;
            }
            if (event == XMLStreamConstants.END_ELEMENT || event == XMLStreamConstants.END_DOCUMENT) {
                return false;
            }
        }
    }

    /** From a start tag to its end tag. */
    void skipElement() throws IOException {
        for (int depth = 1; depth > 0; ) {
            int event = next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                depth++;
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                depth--;
            }
        }
    }

    void toEnd() throws IOException {
        while (xml.getEventType() != XMLStreamConstants.END_DOCUMENT) {
            next();
        }
    }

    /** As {@link #toEnd}, however long it is, to learn whether a file that is refused anyway is at least XML. */
    void drain() throws IOException {
        while (xml.getEventType() != XMLStreamConstants.END_DOCUMENT) {
            source.renewAllowance();
            next();
        }
    }

    boolean isQcvn() {
        return Node.QCVN_102.equals(xml.getNamespaceURI());
    }

    boolean is(String localName) {
        return localName.equals(xml.getLocalName()) && isQcvn();
    }

    boolean isEmptyElement() throws IOException {
        try {
            return xml.isEmptyElement();
        } catch (XMLStreamException e) {
            throw translated(e);
        }
    }

    String localName() {
        return xml.getLocalName();
    }

    String namespace() {
        String uri = xml.getNamespaceURI();
        return uri == null ? "" : uri;
    }

    String prefix() {
        String prefix = xml.getPrefix();
        return prefix == null ? "" : prefix;
    }

    String attribute(String localName) {
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            if (localName.equals(xml.getAttributeLocalName(i))) {
                return xml.getAttributeValue(i);
            }
        }
        return "";
    }

    char[] textBuffer() {
        return xml.getTextCharacters();
    }

    int textStart() {
        return xml.getTextStart();
    }

    int textLength() {
        return xml.getTextLength();
    }

    /** Where the current event begins. */
    long startOffset() {
        return source.byteOffset(xml.getLocationInfo().getStartingCharOffset());
    }

    /** Where the current event ends. */
    long endOffset() throws IOException {
        try {
            return source.byteOffset(xml.getLocationInfo().getEndingCharOffset());
        } catch (XMLStreamException e) {
            throw translated(e);
        }
    }

    /** To be called where much may follow: the limit on bytes outside attachments starts anew. */
    void renewAllowance() {
        source.renewAllowance();
    }

    EdxmlLimits limits() {
        return limits;
    }

    private void checkStart() {
        checkName(xml.getLocalName());
        checkName(prefix());
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            checkName(xml.getAttributeLocalName(i));
        }
        for (int i = 0; i < xml.getNamespaceCount(); i++) {
            String prefix = xml.getNamespacePrefix(i);
            checkName(prefix == null ? "" : prefix);
        }
        if (XINCLUDE.equals(xml.getNamespaceURI())) {
            throw new ProblemException(
                    ProblemType.SCHEMA_VIOLATION,
                    "XInclude is not accepted.",
                    "Không chấp nhận XInclude.",
                    new Violation("//xi:" + xml.getLocalName(), "nothing is included"));
        }
    }

    private void checkName(String name) {
        if (name.length() > limits.nameLength()) {
            throw Refusals.limit("characters of a name", limits.nameLength());
        }
    }

    private static RuntimeException translated(XMLStreamException e) throws IOException {
        if (e.getNestedException() instanceof IOException io) {
            throw io;
        }
        String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        if (message.contains("limit (") && message.contains("exceeded")) {
            return Refusals.limit(e);
        }
        String where = e.getLocation() == null
                ? "an unknown place"
                : "line " + e.getLocation().getLineNumber() + ", column "
                        + e.getLocation().getColumnNumber();
        return Refusals.malformed(where, e);
    }
}
