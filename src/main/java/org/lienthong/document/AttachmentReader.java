package org.lienthong.document;

import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.xml.stream.XMLStreamConstants;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;

/** Reads {@code AttachmentEncoded}: each content is decoded, counted, hashed and inspected in passing, never held. */
final class AttachmentReader {

    private static final String CONTENT = "ContentTransferEncoded";

    /** An attachment as found, before it is compared with the manifest. */
    record Found(Node labels, String pointer, long size, String sha256) {}

    private final XmlCursor xml;
    private final EdxmlLimits limits;
    private final SecrecyCheck secrecy;
    private final Findings findings;
    private final Node.Budget nodes;
    private final List<Found> found = new ArrayList<>();

    AttachmentReader(XmlCursor xml, EdxmlLimits limits, SecrecyCheck secrecy, Findings findings, Node.Budget nodes) {
        this.xml = xml;
        this.limits = limits;
        this.secrecy = secrecy;
        this.findings = findings;
        this.nodes = nodes;
    }

    List<Found> found() {
        return found;
    }

    /** From the start tag of {@code AttachmentEncoded} to its end tag. */
    void read(String parentPointer) throws IOException {
        while (xml.nextChild()) {
            if (!xml.is("Attachment")) {
                xml.skipElement();
                continue;
            }
            if (found.size() == limits.attachments()) {
                throw Refusals.limit("attachments", limits.attachments());
            }
            readOne(parentPointer + "/Attachment[" + (found.size() + 1) + "]");
        }
        xml.renewAllowance();
    }

    private void readOne(String pointer) throws IOException {
        Node labels = Node.container(pointer);
        Content content = null;
        while (xml.nextChild()) {
            if (!xml.is(CONTENT)) {
                labels.add(xml, nodes);
            } else if (content == null) {
                content = readContent(pointer + "/" + CONTENT);
            } else {
                findings.violation(pointer + "/" + CONTENT, "is given twice");
                xml.skipElement();
            }
        }
        checkLabels(labels, pointer);
        if (content == null) {
            findings.violation(pointer + "/" + CONTENT, "is missing");
        } else {
            found.add(new Found(labels, pointer, content.size, content.sha256()));
        }
    }

    private void checkLabels(Node labels, String pointer) {
        secrecy.checkLevels(labels);
        secrecy.checkFileName(labels, "AttachmentName", "Description");
        findings.required(labels, pointer, "ContentId");
        checkName(labels, limits, findings);
    }

    /** The name of a file, in an attachment or in the manifest. */
    static void checkName(Node labels, EdxmlLimits limits, Findings findings) {
        Node name = labels.child("AttachmentName");
        String fault = name == null ? null : FileName.fault(name.text(), limits.attachmentNameLength());
        if (name != null && fault != null) {
            findings.violation(name.pointer(), fault);
        }
    }

    private Content readContent(String pointer) throws IOException {
        try (Content content = new Content(pointer, limits)) {
            Base64Decoder decoder = new Base64Decoder(content);
            boolean valid = true;
            while (true) {
                int event = xml.next();
                if (event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA) {
                    xml.renewAllowance();
                    valid = valid && decoder.decode(xml.textBuffer(), xml.textStart(), xml.textLength());
                } else if (event == XMLStreamConstants.START_ELEMENT) {
                    valid = false;
                    xml.skipElement();
                } else if (event == XMLStreamConstants.END_ELEMENT) {
                    break;
                }
            }
            if (!valid || !decoder.finish()) {
                findings.violation(pointer, "is not base64");
            } else {
                content.finish();
            }
            return content;
        }
    }

    /** The decoded bytes of one attachment on their way past. */
    private static final class Content implements Base64Decoder.Sink, AutoCloseable {
        private final String pointer;
        private final EdxmlLimits limits;
        private final MessageDigest digest = DigestUtils.getSha256Digest();
        private final ZipInspector.Budget budget;
        private final ContentInspector inspector;
        private long size;
        private @Nullable String sha256;

        Content(String pointer, EdxmlLimits limits) {
            this.pointer = pointer;
            this.limits = limits;
            this.budget = new ZipInspector.Budget(limits.archives());
            this.inspector = ContentInspector.of(pointer, budget, 0);
        }

        @Override
        public void accept(byte[] bytes, int length) {
            size += length;
            if (size > limits.attachmentBytes()) {
                throw Refusals.attachmentTooLarge(pointer, limits.attachmentBytes());
            }
            digest.update(bytes, 0, length);
            budget.receive(length);
            inspector.push(bytes, 0, length);
        }

        void finish() {
            inspector.finish();
        }

        String sha256() {
            String known = sha256 == null ? HexFormat.of().formatHex(digest.digest()) : sha256;
            sha256 = known;
            return known;
        }

        @Override
        public void close() {
            inspector.close();
        }
    }
}
