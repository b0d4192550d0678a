package org.lienthong.dossier.inbound;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lienthong.agency.Agencies;
import org.lienthong.agency.Agency;
import org.lienthong.audit.About;
import org.lienthong.audit.AuditEntry;
import org.lienthong.audit.AuditEvent;
import org.lienthong.audit.AuditTrail;
import org.lienthong.audit.Origin;
import org.lienthong.audit.Who;
import org.lienthong.delivery.Kind;
import org.lienthong.dossier.StrictJson;
import org.lienthong.problem.Locus;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.lienthong.problem.StandardDetail;
import org.lienthong.problem.TraceId;
import org.lienthong.problem.Violation;
import org.lienthong.security.Caller;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code POST /api/v1/portal-dossiers}: the portal hands in what citizens submitted there, one HoSo or an array of them.
 * One bad record does not sink the others; a single one that is refused is a problem document.
 */
@RestController
final class PortalDossiersController {

    private final PortalDossierIntake intake;
    private final InboundSettings settings;
    private final Agencies agencies;
    private final AuditTrail audit;
    private final Clock clock;

    PortalDossiersController(
            PortalDossierIntake intake, InboundSettings settings, Agencies agencies, AuditTrail audit, Clock clock) {
        this.intake = intake;
        this.settings = settings;
        this.agencies = agencies;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * What became of one record; the members of a receipt, or those of a refusal.
     *
     * @param type of a refusal: the problem's type
     * @param errors of a refusal: what is wrong in this record
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Item(
            @Nullable Integer index,
            @Nullable UUID exchangeId,
            @Nullable String kind,
            @JsonProperty("MaHoSo") @Nullable String code,
            @Nullable String sender,
            List<String> recipients,
            @Nullable String sha256,
            @Nullable Instant acceptedAt,
            PortalDossierIntake.@Nullable Notice notice,
            @Nullable String type,
            @Nullable String reason,
            List<Violation> errors) {

        static Item accepted(@Nullable Integer index, PortalDossierIntake.Taken taken) {
            return new Item(
                    index,
                    taken.receipt().exchangeId(),
                    taken.receipt().kind().wireName(),
                    taken.receipt().documentId(),
                    taken.receipt().sender(),
                    taken.receipt().recipients(),
                    taken.receipt().sha256(),
                    taken.receipt().acceptedAt(),
                    taken.notice(),
                    null,
                    null,
                    List.of());
        }

        static Item refused(int index, ProblemException refusal) {
            return new Item(
                    index,
                    null,
                    null,
                    null,
                    null,
                    List.of(),
                    null,
                    null,
                    null,
                    "urn:lienthong:problem:" + refusal.type().slug(),
                    refusal.detail(),
                    refusal.errors());
        }
    }

    /** The records of an array; {@code received = accepted + refused}. */
    record Result(int received, int accepted, int refused, List<Item> items) {}

    @PostMapping(
            path = "/api/v1/portal-dossiers",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<?> submit(
            HttpServletRequest request,
            @RequestParam(defaultValue = "false") boolean isUpdating,
            @AuthenticationPrincipal Caller caller)
            throws IOException {
        requirePortal(caller);
        byte[] body = body(request);
        List<byte[]> records = StrictJson.objects(body, settings.records());
        PortalDossierIntake.Sender sender =
                new PortalDossierIntake.Sender(caller.requireAgency(), caller.id(), TraceId.of(request));
        if (isSingle(body)) {
            PortalDossierIntake.Taken taken = intake.take(limited(records.get(0)), isUpdating, sender);
            return ResponseEntity.accepted()
                    .location(URI.create("/api/v1/exchanges/" + taken.receipt().exchangeId()))
                    .body(Item.accepted(null, taken));
        }
        return ResponseEntity.accepted().body(takeAll(records, isUpdating, sender));
    }

    private Result takeAll(List<byte[]> records, boolean update, PortalDossierIntake.Sender sender) {
        List<Item> items = new ArrayList<>(records.size());
        List<AuditEntry> refusals = new ArrayList<>();
        for (int i = 0; i < records.size(); i++) {
            try {
                items.add(Item.accepted(i, intake.take(limited(records.get(i)), update, sender)));
            } catch (ProblemException refusal) {
                if (refusal.type().locus() != Locus.CALLER) {
                    throw refusal; // nothing is promised: all of them are sent again, and those accepted are known
                }
                items.add(Item.refused(i, refusal));
                refusals.add(refused(sender, refusal.type()));
            }
        }
        if (!refusals.isEmpty()) {
            audit.record(refusals);
        }
        return new Result(records.size(), records.size() - refusals.size(), refusals.size(), items);
    }

    private AuditEntry refused(PortalDossierIntake.Sender sender, ProblemType type) {
        return AuditEntry.of(
                        AuditEvent.REFUSED,
                        clock.instant(),
                        Who.of(sender.agency(), sender.system()),
                        Origin.of("rest", sender.traceId()))
                .about(About.kind(Kind.DOSSIER.wireName()))
                .result(type.slug());
    }

    private void requirePortal(Caller caller) {
        boolean portal = settings.portals().stream().anyMatch(code -> agencies.current()
                .holder(code, agencies.today())
                .map(Agency::id)
                .filter(caller.requireAgency()::equals)
                .isPresent());
        if (!portal) {
            throw new ProblemException(
                    ProblemType.FORBIDDEN,
                    "Only the national portal hands in dossiers that were submitted there.",
                    "Chỉ Cổng Dịch vụ công quốc gia được chuyển hồ sơ nộp trên Cổng.");
        }
    }

    private byte[] body(HttpServletRequest request) throws IOException {
        String coding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        if (coding != null && !coding.isBlank() && !coding.strip().equalsIgnoreCase("identity")) {
            throw StandardDetail.of(ProblemType.UNSUPPORTED_CONTENT_CODING);
        }
        byte[] body = request.getInputStream().readNBytes(settings.largestRequest() + 1);
        if (body.length > settings.largestRequest()) {
            throw StandardDetail.of(ProblemType.PAYLOAD_TOO_LARGE);
        }
        return body;
    }

    private byte[] limited(byte[] record) {
        if (record.length > settings.largestRecord().toBytes()) {
            throw StandardDetail.of(ProblemType.PAYLOAD_TOO_LARGE);
        }
        return record;
    }

    private static boolean isSingle(byte[] body) {
        for (byte b : body) {
            if (b > ' ') {
                return b == '{';
            }
        }
        return false;
    }
}
