package org.lienthong.document;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes {@code edXMLHeader}, of a document or of a status, in the order that the SDKs of the field emit. */
final class HeaderElements {

    private final XmlElements xml;

    HeaderElements(XmlElements xml) {
        this.xml = xml;
    }

    void document(DocumentHeader header, List<TraceHop> trace, Business business) {
        xml.open("edXML:edXMLHeader");
        xml.open("edXML:MessageHeader");
        party("From", header.from());
        header.to().forEach(to -> party("To", to));
        text("DocumentId", header.documentId());
        group("Code", () -> {
            text("CodeNumber", header.code().number());
            text("CodeNotation", header.code().notation());
        });
        group("PromulgationInfo", () -> {
            text("Place", header.place());
            text("PromulgationDate", EdxmlTime.format(header.promulgationDate()));
        });
        group("DocumentType", () -> {
            text("Type", header.type().type());
            text("TypeDetail", header.type().detail());
            text("TypeName", header.type().name());
        });
        text("Subject", header.subject());
        text("Content", header.content());
        signer(header.signer());
        text("DueDate", header.dueDate() == null ? null : EdxmlTime.format(header.dueDate()));
        other(header.other());
        header.responseFor().forEach(this::answered);
        text("SteeringType", header.steeringType());
        list("ResponseForTask", "TaskCode", header.taskCodes());
        list("ToPlaces", "Place", header.toPlaces());
        xml.close("edXML:MessageHeader");
        group("TraceHeaderList", () -> {
            trace.forEach(this::hop);
            group("Bussiness", () -> business(business));
        });
        xml.close("edXML:edXMLHeader");
    }

    void status(EdxmlStatus status) {
        xml.open("edXML:edXMLHeader");
        xml.open("edXML:MessageHeader");
        party("From", status.from());
        ResponseFor answered = status.responseFor();
        group("ResponseFor", () -> {
            text("OrganId", answered.organId());
            text("Code", answered.code());
            text(
                    "PromulgationDate",
                    answered.promulgationDate() == null ? null : EdxmlTime.format(answered.promulgationDate()));
            text("DocumentId", answered.documentId());
        });
        status.staff().forEach(this::statusStaff);
        text("StatusCode", status.code().wire());
        text("Description", status.description());
        text("Timestamp", EdxmlTime.format(status.timestamp()));
        xml.close("edXML:MessageHeader");
        xml.close("edXML:edXMLHeader");
    }

    private void party(String name, Party party) {
        group(name, () -> {
            text("OrganId", party.organId());
            text("OrganizationInCharge", party.organizationInCharge());
            text("OrganName", party.organName());
            text("OrganAdd", party.organAdd());
            text("Email", party.email());
            text("Telephone", party.telephone());
            text("Fax", party.fax());
            text("Website", party.website());
        });
    }

    private void signer(DocumentHeader.Signer signer) {
        group("SignerInfo", () -> {
            text("Competence", signer.competence());
            text("Position", signer.position());
            text("FullName", signer.fullName());
        });
    }

    private void other(DocumentHeader.Other other) {
        if (other.equals(DocumentHeader.Other.NONE)) {
            return;
        }
        group("OtherInfo", () -> {
            text("Priority", other.priority());
            text("SphereOfPromulgation", other.sphere());
            text("TyperNotation", other.typerNotation());
            text("PromulgationAmount", other.promulgationAmount());
            text("PageAmount", other.pageAmount());
            text("Direction", other.direction());
            list("Appendixes", "Appendix", other.appendixes());
        });
    }

    private void answered(ResponseFor answered) {
        group("ResponseFor", () -> {
            text("OrganId", answered.organId());
            text("Code", answered.code());
            text("DocumentId", answered.documentId());
            text(
                    "PromulgationDate",
                    answered.promulgationDate() == null ? null : EdxmlTime.format(answered.promulgationDate()));
        });
    }

    private void hop(TraceHop hop) {
        group("TraceHeader", () -> {
            text("OrganId", hop.organId());
            text("Timestamp", hop.timestamp() == null ? null : EdxmlTime.format(hop.timestamp()));
        });
    }

    private void business(Business business) {
        text("DocumentId", business.documentId());
        text("BussinessDocType", business.type().wire());
        text("BussinessDocReason", business.reason());
        text("Paper", business.paper() ? "1" : "0");
        if (business.update() != null) {
            update(business.update());
        }
        if (!business.replacements().isEmpty()) {
            group("ReplacementInfoList", () -> business.replacements().forEach(this::replacement));
        }
        business.staff().forEach(this::staff);
    }

    private void update(Business.Update update) {
        group("BussinessDocumentInfo", () -> {
            text("DocumentInfo", update.documentChanged() ? "1" : "0");
            text("DocumentReceiver", update.receiversChanged() ? "1" : "0");
            if (!update.receivers().isEmpty()) {
                group("ReceiverList", () -> update.receivers()
                        .forEach(receiver -> group("Receiver", () -> {
                            text("OrganId", receiver.organId());
                            text("ReceiverType", receiver.added() ? "1" : "0");
                        })));
            }
        });
    }

    private void replacement(Business.Replacement replacement) {
        group("ReplacementInfo", () -> {
            text("DocumentId", replacement.documentId());
            list("OrganIdList", "OrganId", replacement.organIds());
        });
    }

    private void staff(Staff staff) {
        group("StaffInfo", () -> {
            text("Department", staff.department());
            text("DepartmentId", staff.departmentId());
            text("Staff", staff.staff());
            text("StaffId", staff.staffId());
            text("Email", staff.email());
            text("Mobile", staff.mobile());
        });
    }

    private void statusStaff(Staff staff) {
        group("StaffInfo", () -> {
            text("Department", staff.department());
            text("Staff", staff.staff());
            text("Mobile", staff.mobile());
            text("Email", staff.email());
        });
    }

    private void list(String name, String item, List<String> values) {
        if (!values.isEmpty()) {
            group(name, () -> values.forEach(value -> text(item, value)));
        }
    }

    private void group(String name, Runnable children) {
        int mark = xml.mark();
        xml.open("edXML:" + name);
        int inside = xml.mark();
        children.run();
        xml.close("edXML:" + name);
        xml.dropIfEmpty(mark, inside, "edXML:" + name);
    }

    private void text(String name, @Nullable String value) {
        xml.text("edXML:" + name, value);
    }
}
