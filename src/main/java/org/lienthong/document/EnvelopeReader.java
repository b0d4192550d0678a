package org.lienthong.document;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lienthong.problem.Violation;

/** Walks the envelope once, hands its parts to their readers and puts together what they found. */
final class EnvelopeReader {

    private static final String HEADER = "/edXML/edXMLEnvelope/edXMLHeader";
    private static final String BODY = "/edXML/edXMLEnvelope/edXMLBody";
    private static final String XMLDSIG = "http://www.w3.org/2000/09/xmldsig#";

    private final XmlCursor xml;
    private final EdxmlLimits limits;
    private final SecrecyCheck secrecy;
    private final Findings findings;
    private final Node.Budget nodes;
    private final AttachmentReader attachments;
    private final Manifest manifest = new Manifest();
    private final List<Node> traceHeaders = new ArrayList<>();
    private final SlotFinder slot = new SlotFinder();

    private @Nullable Node header;
    private @Nullable Node businessNode;
    private boolean signed;
    private boolean enveloped;
    private @Nullable EdxmlStatus status;
    private @Nullable DocumentHeader document;
    private List<TraceHop> trace = List.of();
    private Business business = Business.newDocument();

    EnvelopeReader(XmlCursor xml, EdxmlLimits limits, SecrecyCheck secrecy, Findings findings) {
        this.xml = xml;
        this.limits = limits;
        this.secrecy = secrecy;
        this.findings = findings;
        this.nodes = new Node.Budget(limits.headerElements());
        this.attachments = new AttachmentReader(xml, limits, secrecy, findings, nodes);
    }

    Edxml read() throws IOException {
        if (!xml.nextChild() || !xml.is("edXML")) {
            xml.drain();
            throw Refusals.schema(
                    List.of(new Violation("/", "the root is not edXML in the namespace " + Node.QCVN_102)));
        }
        while (xml.nextChild()) {
            if (xml.is("edXMLEnvelope") && !enveloped) {
                enveloped = true;
                readEnvelope();
                checkHeader();
            } else if (xml.is("AttachmentEncoded")) {
                attachments.read("/edXML/AttachmentEncoded");
            } else {
                unexpected("/edXML");
            }
        }
        xml.toEnd();
        if (!enveloped) {
            findings.violation("/edXML/edXMLEnvelope", "is missing");
        }
        return finished();
    }

    private void readEnvelope() throws IOException {
        while (xml.nextChild()) {
            if (xml.is("edXMLHeader")) {
                readHeader();
            } else if (xml.is("edXMLBody")) {
                readBody();
            } else {
                unexpected("/edXML/edXMLEnvelope");
            }
        }
    }

    private void readHeader() throws IOException {
        String prefix = xml.prefix();
        while (xml.nextChild()) {
            if (xml.is("MessageHeader") && header == null) {
                header = Node.read(xml, HEADER, 1, nodes);
                slot.afterMessageHeader(xml.endOffset(), prefix);
            } else if (xml.is("TraceHeaderList")) {
                readTrace(prefix);
            } else if (xml.localName().equals("Signature") && (xml.isQcvn() || XMLDSIG.equals(xml.namespace()))) {
                signed = true;
                xml.skipElement();
            } else {
                unexpected(HEADER);
            }
        }
    }

    private void readTrace(String headerPrefix) throws IOException {
        if (xml.isEmptyElement()) {
            slot.beforeEmptyList(xml.startOffset(), headerPrefix);
        } else {
            slot.inList(xml.endOffset(), xml.prefix());
        }
        String prefix = xml.prefix();
        while (xml.nextChild()) {
            if (xml.is("TraceHeader")) {
                traceHeaders.add(Node.read(xml, HEADER + "/TraceHeaderList", traceHeaders.size() + 1, nodes));
                slot.afterTraceHeader(xml.endOffset(), prefix);
            } else if ((xml.is("Bussiness") || xml.is("Business")) && businessNode == null) {
                businessNode = Node.read(xml, HEADER + "/TraceHeaderList", 1, nodes);
            } else {
                unexpected(HEADER + "/TraceHeaderList");
            }
        }
    }

    private void readBody() throws IOException {
        while (xml.nextChild()) {
            if (xml.is("edXMLManifest")) {
                Node node = Node.read(xml, BODY, 1, nodes);
                manifest.add(node, findings);
                if (manifest.size() > limits.attachments()) {
                    throw Refusals.limit("attachments", limits.attachments());
                }
                secrecy.checkLevels(node);
                for (Node reference : node.children("Reference")) {
                    secrecy.checkFileName(reference, "AttachmentName", "Description");
                    AttachmentReader.checkName(reference, limits, findings);
                }
            } else {
                unexpected(BODY);
            }
        }
    }

    /** Of our own namespace other systems add elements that mean nothing here; a second copy of a known one does. */
    private void unexpected(String pointer) throws IOException {
        String name = xml.localName();
        boolean repeated = xml.isQcvn()
                && (name.equals("edXMLEnvelope") || name.equals("MessageHeader") || name.equals("Bussiness"));
        if (!xml.isQcvn()) {
            findings.violation(pointer + "/*", "holds an element of a foreign namespace");
        } else if (repeated) {
            findings.violation(pointer + "/" + name, "is given twice");
        }
        xml.skipElement();
    }

    /** Refuses what is wrong in the envelope before the attachments, which may be large, are read. */
    private void checkHeader() {
        if (header == null) {
            findings.violation(HEADER + "/MessageHeader", "is missing");
        } else {
            checkSecrecy(header);
            HeaderFields fields = new HeaderFields(header, findings, limits);
            if (fields.isStatus()) {
                status = fields.status();
            } else {
                document = fields.document();
            }
        }
        trace = traceHeaders.stream().map(this::hop).toList();
        if (businessNode != null) {
            business = new BusinessFields(findings).read(businessNode);
        }
        findings.throwIfAny();
    }

    private TraceHop hop(Node node) {
        String organ = node.textOf("OrganId");
        return new TraceHop(organ == null ? "" : organ, findings.hopTime(node.child("Timestamp")));
    }

    private void checkSecrecy(Node messageHeader) {
        secrecy.checkLevels(messageHeader);
        secrecy.checkValues(messageHeader);
        messageHeader.children("OtherInfo").forEach(secrecy::checkBeneath);
        secrecy.checkFields(messageHeader, "Subject", "Content", "DocumentId", "Code");
        for (Node code : messageHeader.children("Code")) {
            secrecy.checkFields(code, "CodeNumber", "CodeNotation");
        }
        for (Node type : messageHeader.children("DocumentType")) {
            secrecy.checkFields(type, "TypeName");
        }
        if (businessNode != null) {
            secrecy.checkLevels(businessNode);
        }
    }

    private Edxml finished() {
        findings.throwIfAny();
        List<Attachment> attached = manifest.match(attachments.found());
        if (status != null) {
            return status;
        }
        if (document == null) {
            throw new IllegalStateException("neither a document nor a status, and no finding says why");
        }
        return new EdxmlDocument(document, trace, business, attached, signed, slot.found());
    }
}
