package org.lienthong.document;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes documents and statuses in the element order and in the very mixture of prefixed and unprefixed names that the
 * SDKs in the field emit, because many receivers match prefixes as text. Attachments stream through: PDF as it is,
 * every other format zipped under its own name, as the SDKs do.
 */
public final class EdxmlWriter {

    /** A file to attach; its name decides how it is packed and labelled. */
    public record Outgoing(String name, Source content) {

        /** Opens the bytes; called once, closed by the writer. */
        @FunctionalInterface
        public interface Source {
            InputStream open() throws IOException;
        }

        private boolean isPdf() {
            return name.toLowerCase(Locale.ROOT).endsWith(".pdf");
        }

        private String labelledType() {
            return isPdf() ? "application/pdf" : "application/zip";
        }
    }

    /** Writes a document; {@code out} stays open. */
    public void write(
            DocumentHeader header,
            List<TraceHop> trace,
            Business business,
            List<Outgoing> attachments,
            OutputStream out)
            throws IOException {
        OutputStream buffered = new BufferedOutputStream(out, 16 * 1024);
        XmlElements xml = XmlElements.envelope();
        new HeaderElements(xml).document(header, trace, business);
        manifest(xml, attachments);
        xml.close("edXML:edXMLEnvelope");
        if (!attachments.isEmpty()) {
            xml.open("AttachmentEncoded");
            for (int i = 0; i < attachments.size(); i++) {
                attachment(xml, attachments.get(i), "cid:" + (i + 1), header.promulgationDate(), buffered);
            }
            xml.close("AttachmentEncoded");
        }
        xml.close("edXML");
        xml.drainTo(buffered);
        buffered.flush();
    }

    /** Writes a status; {@code out} stays open. */
    public void write(EdxmlStatus status, OutputStream out) throws IOException {
        XmlElements xml = XmlElements.envelope();
        new HeaderElements(xml).status(status);
        xml.close("edXML:edXMLEnvelope");
        xml.close("edXML");
        xml.drainTo(out);
        out.flush();
    }

    private static void manifest(XmlElements xml, List<Outgoing> attachments) {
        xml.open("edXML:edXMLBody");
        xml.open("edXML:edXMLManifest", " version=\"1.0\"");
        for (int i = 0; i < attachments.size(); i++) {
            Outgoing attachment = attachments.get(i);
            xml.open("edXML:Reference");
            xml.text("edXML:ContentId", "cid:" + (i + 1));
            xml.text("edXML:ContentType", attachment.labelledType());
            xml.text("edXML:Description", attachment.name());
            xml.text("edXML:AttachmentName", attachment.name());
            xml.close("edXML:Reference");
        }
        xml.close("edXML:edXMLManifest");
        xml.close("edXML:edXMLBody");
    }

    private static void attachment(
            XmlElements xml, Outgoing attachment, String contentId, LocalDate date, OutputStream out)
            throws IOException {
        xml.open("Attachment");
        xml.text("ContentId", contentId);
        xml.text("AttachmentName", attachment.name());
        xml.text("Description", attachment.name());
        xml.text("ContentType", attachment.labelledType());
        // The prefix is out of scope here, so it is declared again, as the official samples do.
        xml.openInline("edXML:ContentTransferEncoded", " xmlns:edXML=\"" + Node.QCVN_102 + "\"");
        xml.drainTo(out);
        try (InputStream content = attachment.content().open();
                OutputStream base64 = Base64.getEncoder().wrap(new Unclosed(out))) {
            if (attachment.isPdf()) {
                content.transferTo(base64);
            } else {
                zip(attachment.name(), date, content, base64);
            }
        }
        xml.closeInline("edXML:ContentTransferEncoded");
        xml.close("Attachment");
    }

    private static void zip(String name, LocalDate date, InputStream content, OutputStream out) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out);
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(date.atStartOfDay());
        zip.putNextEntry(entry);
        content.transferTo(zip);
        zip.closeEntry();
        zip.finish();
    }

    /** Closing base64 writes its last group and must not close what it writes to. */
    private static final class Unclosed extends FilterOutputStream {
        Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
