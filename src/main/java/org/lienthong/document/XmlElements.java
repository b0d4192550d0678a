package org.lienthong.document;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Writes indented elements with literal, prefixed names; empty ones are left out, as the SDKs do. */
final class XmlElements {

    private final StringBuilder xml = new StringBuilder(4096);
    private int depth;

    /** Begins a file, up to and including the start tag of the envelope. */
    static XmlElements envelope() {
        XmlElements elements = new XmlElements();
        elements.xml.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        elements.open("edXML", " xmlns=\"" + Node.QCVN_102 + "\"");
        elements.open("edXML:edXMLEnvelope", " xmlns:edXML=\"" + Node.QCVN_102 + "\"");
        return elements;
    }

    void open(String name) {
        open(name, "");
    }

    void open(String name, String attributes) {
        openInline(name, attributes);
        xml.append('\n');
        depth++;
    }

    void close(String name) {
        depth--;
        indent();
        closeInline(name);
    }

    void openInline(String name, String attributes) {
        indent();
        xml.append('<').append(name).append(attributes).append('>');
    }

    void closeInline(String name) {
        xml.append("</").append(name).append(">\n");
    }

    /** One element with text; nothing when there is no text. */
    void text(String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            openInline(name, "");
            XmlText.escape(value, xml);
            closeInline(name);
        }
    }

    int mark() {
        return xml.length();
    }

    /** Takes back an element that was opened at {@code mark} and closed without getting any child. */
    void dropIfEmpty(int mark, int inside, String name) {
        int endTag = 2 * depth + name.length() + 4;
        if (xml.length() == inside + endTag) {
            xml.setLength(mark);
        }
    }

    private void indent() {
        xml.append("  ".repeat(depth));
    }

    /** Writes out what has gathered and begins anew. */
    void drainTo(OutputStream out) throws IOException {
        out.write(xml.toString().getBytes(StandardCharsets.UTF_8));
        xml.setLength(0);
    }
}
