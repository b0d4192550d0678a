package org.lienthong.document;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a {@code MessageHeader}, of a document or of a status; whatever is missing or wrong becomes a finding. */
final class HeaderFields {

    private final Node header;
    private final String at;
    private final Findings findings;
    private final EdxmlLimits limits;

    HeaderFields(Node header, Findings findings, EdxmlLimits limits) {
        this.header = header;
        this.at = header.pointer();
        this.findings = findings;
        this.limits = limits;
    }

    /** A status has a code; one that lost it still has a time and no recipients. */
    boolean isStatus() {
        return header.child("StatusCode") != null || (header.child("Timestamp") != null && header.child("To") == null);
    }

    /** Null when there were findings. */
    @Nullable
    DocumentHeader document() {
        Party from = party(findings.single(header, "From"), at + "/From");
        List<Party> to = recipients();
        String documentId = findings.required(header, at, "DocumentId");
        findings.checkDocumentId(documentId, at + "/DocumentId");
        DocumentHeader.Code code = code();
        Node promulgation = findings.single(header, "PromulgationInfo");
        LocalDate promulgated = promulgationDate(promulgation);
        String subject = findings.required(header, at, "Subject");
        LocalDate due = findings.dueDate(findings.single(header, "DueDate"));
        List<ResponseFor> answers =
                header.children("ResponseFor").stream().map(this::responseFor).toList();
        if (to.isEmpty() || promulgated == null) {
            return null;
        }
        return new DocumentHeader(
                from,
                to,
                documentId,
                code,
                text(promulgation, "Place"),
                promulgated,
                type(),
                subject,
                header.textOf("Content"),
                signer(),
                due,
                other(),
                answers,
                header.textOf("SteeringType"),
                texts(
                        Optional.ofNullable(header.child("ResponseForTask")).orElse(header.child("ApplicationType")),
                        "TaskCode"),
                texts(header.child("ToPlaces"), "Place"));
    }

    /** Null when there were findings. */
    @Nullable
    EdxmlStatus status() {
        Party from = party(findings.single(header, "From"), at + "/From");
        Node answered = findings.single(header, "ResponseFor");
        findings.required(answered, at + "/ResponseFor", "DocumentId");
        ResponseFor responseFor = answered == null ? null : responseFor(answered);
        Optional<StatusCode> code = StatusCode.ofWire(findings.required(header, at, "StatusCode"));
        if (code.isEmpty()) {
            findings.violation(at + "/StatusCode", "is not one of 01-06, 13, 15, 16");
        }
        String description = header.textOf("Description");
        boolean reasonMissing = code.isPresent() && code.get().needsReason() && description == null;
        if (reasonMissing) {
            findings.violation(at + "/Description", "must give the reason for this status");
        }
        findings.required(header, at, "Timestamp");
        LocalDateTime timestamp = findings.time(header.child("Timestamp"));
        if (responseFor == null
                || responseFor.documentId() == null
                || code.isEmpty()
                || timestamp == null
                || reasonMissing) {
            return null;
        }
        return new EdxmlStatus(from, responseFor, staff(header), code.get(), description, timestamp);
    }

    private List<Party> recipients() {
        List<Node> nodes = header.children("To");
        if (nodes.isEmpty()) {
            findings.violation(at + "/To", "is missing");
        }
        if (nodes.size() > limits.recipients()) {
            throw Refusals.limit("recipients", limits.recipients());
        }
        List<Party> parties = new ArrayList<>(nodes.size());
        for (Node node : nodes) {
            parties.add(party(node, node.pointer()));
        }
        return parties;
    }

    private Party party(@Nullable Node node, String pointer) {
        return new Party(
                findings.agencyCode(node, pointer),
                text(node, "OrganizationInCharge"),
                text(node, "OrganName"),
                text(node, "OrganAdd"),
                text(node, "Email"),
                text(node, "Telephone"),
                text(node, "Fax"),
                text(node, "Website"));
    }

    private DocumentHeader.Code code() {
        Node node = findings.single(header, "Code");
        String number = text(node, "CodeNumber");
        String notation = text(node, "CodeNotation");
        if (number == null && notation == null) {
            String flat = findings.required(header, at, "Code");
            return DocumentTriple.codeOf(flat);
        }
        return new DocumentHeader.Code(number == null ? "" : number, notation == null ? "" : notation);
    }

    private @Nullable LocalDate promulgationDate(@Nullable Node promulgation) {
        findings.required(promulgation, at + "/PromulgationInfo", "PromulgationDate");
        return promulgation == null ? null : findings.date(promulgation.child("PromulgationDate"));
    }

    private ResponseFor responseFor(Node node) {
        findings.checkAgencyCode(node.textOf("OrganId"), node.pointer() + "/OrganId");
        findings.checkDocumentId(node.textOf("DocumentId"), node.pointer() + "/DocumentId");
        return new ResponseFor(
                node.textOf("OrganId"),
                flatCode(node.child("Code")),
                node.textOf("DocumentId"),
                findings.date(node.child("PromulgationDate")));
    }

    private static @Nullable String flatCode(@Nullable Node code) {
        String number = text(code, "CodeNumber");
        String notation = text(code, "CodeNotation");
        if (number != null) {
            return notation == null ? number : number + "/" + notation;
        }
        return code == null || code.text().isEmpty() ? notation : code.text();
    }

    private DocumentHeader.Type type() {
        Node node = findings.single(header, "DocumentType");
        return new DocumentHeader.Type(text(node, "Type"), text(node, "TypeDetail"), text(node, "TypeName"));
    }

    private DocumentHeader.Signer signer() {
        Node node = header.child("SignerInfo");
        return new DocumentHeader.Signer(text(node, "Competence"), text(node, "Position"), text(node, "FullName"));
    }

    private DocumentHeader.Other other() {
        Node node = header.child("OtherInfo");
        if (node == null) {
            return DocumentHeader.Other.NONE;
        }
        return new DocumentHeader.Other(
                node.textOf("Priority"),
                node.textOf("SphereOfPromulgation"),
                node.textOf("TyperNotation"),
                node.textOf("PromulgationAmount"),
                node.textOf("PageAmount"),
                node.textOf("Direction"),
                texts(node.child("Appendixes"), "Appendix"));
    }

    static List<Staff> staff(Node parent) {
        return parent.children("StaffInfo").stream()
                .map(node -> new Staff(
                        node.textOf("Department"),
                        node.textOf("DepartmentId"),
                        node.textOf("Staff"),
                        node.textOf("StaffId"),
                        node.textOf("Email"),
                        node.textOf("Mobile")))
                .toList();
    }

    private static @Nullable String text(@Nullable Node node, String name) {
        return node == null ? null : node.textOf(name);
    }

    private static List<String> texts(@Nullable Node parent, String name) {
        if (parent == null) {
            return List.of();
        }
        return parent.children(name).stream()
                .map(Node::text)
                .filter(text -> !text.isEmpty())
                .toList();
    }
}
