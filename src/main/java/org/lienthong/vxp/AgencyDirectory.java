package org.lienthong.vxp;

import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lienthong.agency.Agencies;
import org.lienthong.agency.Agency;
import org.lienthong.agency.AgencyListing;
import org.lienthong.agency.AgencyRegistry;
import org.lienthong.agency.Axis;
import org.lienthong.agency.NewAgency;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.lienthong.problem.StandardDetail;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The axis' list of agencies, in its three shapes, and registering and closing an agency beneath one's own. */
final class AgencyDirectory {

    private static final int MAX_BODY = 64 * 1024;

    private final Agencies agencies;
    private final TransactionOperations transaction;
    private final RegisterAudit audit;
    private final Envelope envelope;
    private final JsonMapper json = JsonMapper.shared();

    AgencyDirectory(Agencies agencies, TransactionOperations transaction, RegisterAudit audit, Envelope envelope) {
        this.agencies = agencies;
        this.transaction = transaction;
        this.audit = audit;
        this.envelope = envelope;
    }

    /** {@code getAgenciesList}: who receives today. */
    void list(Call call) throws IOException {
        write(call, listings().filter(listing -> !listing.deleted()), (out, listing) -> {
            out.writeStringProperty("id", listing.id());
            out.writeStringProperty("pid", orEmpty(listing.parentId()));
            out.writeStringProperty("code", listing.code());
            out.writeStringProperty("name", listing.name());
            out.writeStringProperty("mail", orEmpty(listing.mail()));
            out.writeStringProperty("oldCode", orEmpty(listing.oldCode()));
        });
    }

    /** {@code getAgenciesListQD20}: the same by QĐ 20/2020, {@code code102} being the code of QCVN 102:2016. */
    void listQd20(Call call) throws IOException {
        write(call, listings().filter(listing -> !listing.deleted()), (out, listing) -> {
            out.writeStringProperty("id", listing.id());
            out.writeStringProperty("code", listing.code());
            out.writeStringProperty("name", listing.name());
            out.writeStringProperty("mail", orEmpty(listing.mail()));
            out.writeStringProperty("code102", orEmpty(listing.oldCode()));
        });
    }

    /** {@code getSynchronizeUnit}: all that ever were, for a system that keeps a copy. */
    void synchronize(Call call) throws IOException {
        AgencyRegistry registry = agencies.current();
        LocalDate today = agencies.today();
        write(call, registry.listings(today), (out, listing) -> {
            out.writeStringProperty("id", listing.id());
            out.writeStringProperty("pid", orEmpty(listing.parentId()));
            out.writeStringProperty("code", listing.code());
            out.writeStringProperty("name", listing.name());
            out.writeStringProperty("mail", orEmpty(listing.mail()));
            out.writeNumberProperty("version", listing.version());
            out.writeStringProperty("centerCode", centre(registry, listing.id(), today));
            out.writeBooleanProperty("deleted", listing.deleted());
            out.writeStringProperty("modifyDate", AxisTime.format(listing.modifiedAt()));
            out.writeBooleanProperty("isAgency", true);
        });
    }

    /** {@code registerAgency}: JSON {@code {id, pcode|pid, code, name, mail, mobile, fax}}. */
    void register(Call call) throws IOException {
        JsonNode body = body(call);
        NewAgency agency = new NewAgency(
                text(body, "code", "id"),
                text(body, "pcode", "pid"),
                text(body, "name", "name"),
                optional(body, "mail"),
                optional(body, "mobile"),
                optional(body, "fax"));
        change(
                call,
                "agency-registered",
                () -> agencies.register(agency, call.caller().scope()));
    }

    /** {@code deleteAgency}: closes it as of today; what was sent to it keeps its code. */
    void delete(Call call) throws IOException {
        String code = call.parameters().require("AgencyCode");
        change(call, "agency-closed", () -> agencies.delete(code, call.caller().scope()));
    }

    private interface Change {
        Agency apply();
    }

    private void change(Call call, String action, Change change) throws IOException {
        Agency agency = transaction.execute(status -> {
            Agency changed = change.apply();
            // Last, because the audit log's head stays locked until the commit.
            audit.record(action, changed.id(), call);
            return changed;
        });
        String id = agency == null ? "" : agency.id();
        envelope.ok(call.request(), call.response(), out -> {
            out.writeArrayPropertyStart("data");
            out.writeStartObject();
            out.writeStringProperty("id", id);
            out.writeEndObject();
            out.writeEndArray();
        });
    }

    private Stream<AgencyListing> listings() {
        return agencies.current().listings(agencies.today());
    }

    private void write(Call call, Stream<AgencyListing> listings, BiConsumer<JsonGenerator, AgencyListing> item)
            throws IOException {
        envelope.ok(call.request(), call.response(), out -> {
            out.writeArrayPropertyStart("data");
            listings.forEach(listing -> {
                out.writeStartObject();
                item.accept(out, listing);
                out.writeEndObject();
            });
            out.writeEndArray();
        });
    }

    /** The system id of the nearest centre above, else the code of the agency at the top. */
    private static String centre(AgencyRegistry registry, String id, LocalDate day) {
        Agency agency = registry.byId(id).orElseThrow();
        while (true) {
            @Nullable Axis axis = agency.axis();
            if (axis != null) {
                return axis.systemId();
            }
            @Nullable String parent = agency.parent(day);
            if (parent == null) {
                return agency.id();
            }
            agency = registry.byId(parent).orElseThrow();
        }
    }

    private JsonNode body(Call call) throws IOException {
        byte[] bytes;
        try (InputStream in = call.request().getInputStream()) {
            bytes = in.readNBytes(MAX_BODY + 1);
        }
        if (bytes.length > MAX_BODY) {
            throw StandardDetail.of(ProblemType.PAYLOAD_TOO_LARGE);
        }
        try {
            JsonNode body = json.readTree(bytes);
            if (body.isObject()) {
                return body;
            }
        } catch (JacksonException e) {
            // Told below.
        }
        throw new ProblemException(
                ProblemType.MALFORMED_JSON,
                "Send a JSON object with code, pcode and name.",
                "Hãy gửi đối tượng JSON gồm code, pcode và name.");
    }

    private static String text(JsonNode body, String name, String otherwise) {
        String text = optional(body, name);
        if (text == null) {
            text = optional(body, otherwise);
        }
        return text == null ? "" : text;
    }

    private static @Nullable String optional(JsonNode body, String name) {
        JsonNode value = body.path(name);
        return value.isString() || value.isNumber() ? value.asString() : null;
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
