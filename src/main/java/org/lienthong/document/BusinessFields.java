package org.lienthong.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the element {@code Bussiness} in the shapes of both vendors. */
final class BusinessFields {

    private final Findings findings;

    BusinessFields(Findings findings) {
        this.findings = findings;
    }

    Business read(Node node) {
        Business.Type type = type(node);
        String documentId = node.textOf("DocumentId");
        findings.checkDocumentId(documentId, node.pointer() + "/DocumentId");
        List<Business.Replacement> replacements = replacements(node);
        if (type == Business.Type.REPLACE && replacements.isEmpty() && documentId == null) {
            findings.violation(node.pointer() + "/ReplacementInfoList", "must name the replaced document");
        }
        return new Business(
                type,
                firstText(node, "BussinessDocReason", "BusinessDocReason"),
                isSet(node.textOf("Paper")),
                documentId,
                update(node.child("BussinessDocumentInfo")),
                replacements,
                HeaderFields.staff(node));
    }

    private Business.Type type(Node node) {
        String text = firstText(node, "BussinessDocType", "BusinessDocType");
        if (text == null) {
            return Business.Type.NEW;
        }
        Optional<Business.Type> type = Business.Type.ofWire(text);
        if (type.isEmpty()) {
            findings.violation(node.pointer() + "/BussinessDocType", "is not one of 0, 1, 2, 3");
        }
        return type.orElse(Business.Type.NEW);
    }

    private static @Nullable String firstText(Node node, String name, String other) {
        String text = node.textOf(name);
        return text == null ? node.textOf(other) : text;
    }

    private Business.@Nullable Update update(@Nullable Node info) {
        if (info == null) {
            return null;
        }
        List<Business.ReceiverChange> changes = new ArrayList<>();
        Node list = info.child("ReceiverList");
        for (Node receiver : list == null ? List.<Node>of() : list.children("Receiver")) {
            String organ = findings.agencyCode(receiver, receiver.pointer());
            String kind = receiver.textOf("ReceiverType");
            if (!"0".equals(kind) && !"1".equals(kind)) {
                findings.violation(receiver.pointer() + "/ReceiverType", "is not 0 (removed) or 1 (added)");
            }
            changes.add(new Business.ReceiverChange(organ, "1".equals(kind)));
        }
        return new Business.Update(isSet(info.textOf("DocumentInfo")), isSet(info.textOf("DocumentReceiver")), changes);
    }

    private List<Business.Replacement> replacements(Node node) {
        List<Business.Replacement> replacements = new ArrayList<>();
        Node list = node.child("ReplacementInfoList");
        for (Node info : list == null ? List.<Node>of() : list.children("ReplacementInfo")) {
            String documentId = findings.required(info, info.pointer(), "DocumentId");
            findings.checkDocumentId(documentId, info.pointer() + "/DocumentId");
            List<String> organs = new ArrayList<>();
            Node organList = info.child("OrganIdList");
            for (Node organ : organList == null ? List.<Node>of() : organList.children("OrganId")) {
                findings.checkAgencyCode(organ.text(), organ.pointer());
                organs.add(organ.text());
            }
            replacements.add(new Business.Replacement(documentId, organs));
        }
        return replacements;
    }

    private static boolean isSet(@Nullable String flag) {
        return "1".equals(flag) || "true".equalsIgnoreCase(flag);
    }
}
