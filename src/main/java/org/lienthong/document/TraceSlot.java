package org.lienthong.document;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * Where a hop puts its own {@code TraceHeader} into a document that otherwise keeps its bytes.
 *
 * @param byteOffset offset in the raw bytes, a byte order mark counted
 * @param prefix the namespace prefix that is bound to QCVN 102 there; empty for the default namespace
 * @param wrapped whether the document has no usable {@code TraceHeaderList}, so that one goes in with the header
 */
public record TraceSlot(long byteOffset, String prefix, boolean wrapped) {

    public TraceSlot {
        if (byteOffset < 0) {
            throw new IllegalArgumentException("byteOffset must not be negative: " + byteOffset);
        }
    }

    /** The bytes to insert: one trace header of this system at this time. */
    public byte[] render(String organId, Instant at) {
        StringBuilder xml = new StringBuilder(256);
        if (wrapped) {
            open(xml, "TraceHeaderList");
        }
        open(xml, "TraceHeader");
        open(xml, "OrganId");
        XmlText.escape(organId, xml);
        close(xml, "OrganId");
        open(xml, "Timestamp");
        xml.append(EdxmlTime.format(at));
        close(xml, "Timestamp");
        close(xml, "TraceHeader");
        if (wrapped) {
            close(xml, "TraceHeaderList");
        }
        return xml.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Copies a document and puts {@code hop} into its place on the way; neither stream is closed. */
    public void copy(InputStream document, byte[] hop, OutputStream out) throws IOException {
        byte[] buffer = new byte[8192];
        long left = byteOffset;
        while (left > 0) {
            int n = document.read(buffer, 0, (int) Math.min(left, buffer.length));
            if (n < 0) {
                throw new IOException("the document ends " + left + " bytes before its trace slot");
            }
            out.write(buffer, 0, n);
            left -= n;
        }
        out.write(hop);
        document.transferTo(out);
    }

    private void open(StringBuilder xml, String name) {
        name(xml.append('<'), name);
    }

    private void close(StringBuilder xml, String name) {
        name(xml.append("</"), name);
    }

    private void name(StringBuilder xml, String name) {
        if (!prefix.isEmpty()) {
            xml.append(prefix).append(':');
        }
        xml.append(name).append('>');
    }
}
