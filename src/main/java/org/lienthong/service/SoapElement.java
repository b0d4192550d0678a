package org.lienthong.service;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.XMLStreamWriter;

/**
 * An element of a SOAP message, read whole: messages are small and limited before.
 *
 * @param attributes by {namespace}name
 * @param text what stands in it apart from its children
 */
record SoapElement(
        String namespace, String name, Map<String, String> attributes, List<SoapElement> children, String text) {

    SoapElement {
        attributes = Map.copyOf(attributes);
        children = List.copyOf(children);
    }

    /** Reads the element at whose start the reader stands, to its end. */
    static SoapElement read(XMLStreamReader in) throws XMLStreamException {
        String namespace = in.getNamespaceURI() == null ? "" : in.getNamespaceURI();
        String name = in.getLocalName();
        Map<String, String> attributes = new LinkedHashMap<>();
        for (int i = 0; i < in.getAttributeCount(); i++) {
            String space = in.getAttributeNamespace(i) == null ? "" : in.getAttributeNamespace(i);
            attributes.put('{' + space + '}' + in.getAttributeLocalName(i), in.getAttributeValue(i));
        }
        List<SoapElement> children = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        while (true) {
            switch (in.next()) {
                case XMLStreamConstants.START_ELEMENT -> children.add(read(in));
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text.append(in.getText());
                case XMLStreamConstants.ENTITY_REFERENCE, XMLStreamConstants.DTD ->
                    throw new XMLStreamException("entities and DOCTYPE are not allowed");
                case XMLStreamConstants.END_ELEMENT -> {
                    return new SoapElement(
                            namespace,
                            name,
                            attributes,
                            children,
                            text.toString().strip());
                }
                default -> {}
            }
        }
    }

    boolean is(String otherNamespace, String otherName) {
        return namespace.equals(otherNamespace) && name.equals(otherName);
    }

    Optional<SoapElement> child(String otherNamespace, String otherName) {
        return children.stream()
                .filter(child -> child.is(otherNamespace, otherName))
                .findFirst();
    }

    /** With each element declaring its own namespace. */
    void write(XMLStreamWriter out) throws XMLStreamException {
        out.writeStartElement("n", name, namespace);
        out.writeNamespace("n", namespace);
        int prefix = 0;
        for (Map.Entry<String, String> attribute : attributes.entrySet()) {
            int end = attribute.getKey().indexOf('}');
            String space = attribute.getKey().substring(1, end);
            String local = attribute.getKey().substring(end + 1);
            if (space.isEmpty()) {
                out.writeAttribute(local, attribute.getValue());
            } else {
                String own = "a" + prefix++;
                out.writeNamespace(own, space);
                out.writeAttribute(own, space, local, attribute.getValue());
            }
        }
        out.writeCharacters(text);
        for (SoapElement child : children) {
            child.write(out);
        }
        out.writeEndElement();
    }
}
