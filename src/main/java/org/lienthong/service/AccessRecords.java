package org.lienthong.service;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;
import org.lienthong.agreement.Agreement;
import org.lienthong.agreement.Decision;
import org.lienthong.agreement.ServiceDefinition;
import org.lienthong.audit.AuditEvent;
import org.lienthong.audit.access.DataAccess;
import org.lienthong.audit.access.DataAccessLog;
import org.lienthong.audit.access.PersonId;
import org.lienthong.problem.Locus;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.lienthong.problem.StandardDetail;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** Puts every call of a data service on record with what NĐ 47/2020 Art 45 asks for. */
final class AccessRecords {

    private static final Logger LOG = LoggerFactory.getLogger(AccessRecords.class);

    private final DataAccessLog log;
    private final Clock clock;
    private final LongSupplier configuration;

    AccessRecords(DataAccessLog log, Clock clock) {
        this(log, clock, () -> 0);
    }

    /** @param configuration number of the version that the call at hand goes by */
    AccessRecords(DataAccessLog log, Clock clock, LongSupplier configuration) {
        this.log = log;
        this.clock = clock;
        this.configuration = configuration;
    }

    /** Hands over the request and the decision that permits it; nothing of it may leave the hub before they are durable. */
    DataAccessLog.Recording requested(UUID id, ServiceRequest request, Decision.Permitted permitted, Asking asking) {
        return log.begin(access(AuditEvent.DATA_REQUESTED, id, request, permitted, asking, null, "permitted"));
    }

    /** Returns when it is durable that these bytes leave. */
    void released(UUID id, ServiceRequest request, Decision.Permitted permitted, Asking asking, byte[] answer) {
        log.record(access(
                AuditEvent.DATA_RELEASED, id, request, permitted, asking, DigestUtils.sha256Hex(answer), "released"));
    }

    /** The same of an answer that the provider gave to an earlier call. */
    void releasedAgain(UUID id, ServiceRequest request, Decision.Permitted permitted, Asking asking, byte[] answer) {
        log.record(access(
                AuditEvent.DATA_RELEASED,
                id,
                request,
                permitted,
                asking,
                DigestUtils.sha256Hex(answer),
                "released-again"));
    }

    /** Records a denial; the denial stands even when it cannot be recorded, for it lets nothing out. */
    ProblemException denied(UUID id, ServiceRequest request, Decision.Denied denied) {
        ServiceDefinition service = denied.service();
        Agreement agreement = denied.agreement();
        DataAccess.Asked asked = new DataAccess.Asked(
                service == null ? null : service.id().provider(),
                null,
                service == null ? null : service.id().name(),
                List.of());
        boolean known = agreement != null
                && request.purpose() != null
                && agreement.purposes().contains(request.purpose());
        String procedure = registered(request, agreement);
        DataAccess.Ground ground = new DataAccess.Ground(
                known ? request.purpose() : null,
                procedure,
                agreement == null ? null : agreement.id(),
                agreement == null ? null : agreement.legalBasis());
        DataAccess.Personal personal = new DataAccess.Personal(
                List.of(),
                request.officer(),
                request.caseId(),
                null,
                null,
                known ? null : request.purpose(),
                procedure == null ? request.procedure() : null);
        return attempt(
                new DataAccess(
                        AuditEvent.DATA_DENIED,
                        clock.instant(),
                        id,
                        requester(request),
                        asked,
                        ground,
                        personal,
                        denied.reason().slug(),
                        request.traceId(),
                        configuration.getAsLong()),
                denied.problem());
    }

    /** Records that nothing left, and why: the caller's doing, the hub's or the provider's. */
    ProblemException failed(
            UUID id, ServiceRequest request, Decision.Permitted permitted, Asking asking, ProblemException problem) {
        if (problem.recorded()) {
            return problem;
        }
        AuditEvent event = problem.type().locus() == Locus.CALLER ? AuditEvent.DATA_DENIED : AuditEvent.DATA_FAILED;
        return attempt(
                access(
                        event,
                        id,
                        request,
                        permitted,
                        asking,
                        null,
                        problem.type().slug()),
                problem);
    }

    /** Records how many calls a quota refused after that one; they are lost when it cannot be recorded. */
    void refusedMore(UUID id, ServiceRequest request, Decision.Permitted permitted, int count) {
        ProblemType type = ProblemType.RATE_LIMITED;
        String result = type.slug() + ", " + count + " more";
        attempt(
                access(AuditEvent.DATA_DENIED, id, request, permitted, Asking.NOTHING, null, result),
                StandardDetail.of(type));
    }

    private ProblemException attempt(DataAccess access, ProblemException problem) {
        try {
            log.record(access);
            return problem.asRecorded();
        } catch (ProblemException unavailable) {
            LOG.atError()
                    .addKeyValue("exchangeId", access.exchangeId())
                    .log("a denial or failure could not be recorded");
            return problem.asRecorded();
        }
    }

    private DataAccess access(
            AuditEvent event,
            UUID id,
            ServiceRequest request,
            Decision.Permitted permitted,
            Asking asking,
            @Nullable String answer,
            String result) {
        ServiceDefinition service = permitted.service();
        Agreement agreement = permitted.agreement();
        String system = asking.system();
        String procedure = registered(request, agreement);
        return new DataAccess(
                event,
                clock.instant(),
                id,
                requester(request),
                new DataAccess.Asked(
                        service.id().provider(),
                        system == null ? service.system() : system,
                        service.id().name(),
                        asking.fields()),
                new DataAccess.Ground(request.purpose(), procedure, agreement.id(), agreement.legalBasis()),
                new DataAccess.Personal(
                        subjects(service, asking.input()),
                        request.officer(),
                        request.caseId(),
                        asking.sha256(),
                        answer,
                        null,
                        procedure == null ? request.procedure() : null),
                result,
                request.traceId(),
                configuration.getAsLong());
    }

    /** The procedure when the agreement names it: only then it is no caller's own word, and may be published. */
    private static @Nullable String registered(ServiceRequest request, @Nullable Agreement agreement) {
        String procedure = request.procedure();
        return procedure != null && agreement != null && agreement.procedures().contains(procedure) ? procedure : null;
    }

    private static DataAccess.Requester requester(ServiceRequest request) {
        return new DataAccess.Requester(
                request.caller().requireAgency(), request.caller().id(), request.channel());
    }

    private static List<PersonId> subjects(ServiceDefinition service, @Nullable JsonNode input) {
        if (service.subject() == null || input == null) {
            return List.of();
        }
        JsonNode subject = input.at(service.subject());
        if (!subject.isString() || subject.stringValue().isBlank()) {
            return List.of();
        }
        try {
            return List.of(PersonId.parse(subject.stringValue()));
        } catch (IllegalArgumentException e) {
            return List.of(); // not a number of a person: the schema refuses it, and the refusal is what is recorded
        }
    }

    /**
     * What is known of a request so far.
     *
     * @param fields that may leave
     * @param system the provider's system that was called
     */
    record Asking(
            List<String> fields,
            @Nullable JsonNode input,
            @Nullable String sha256,
            @Nullable String system) {

        static final Asking NOTHING = new Asking(List.of(), null, null, null);

        Asking of(@Nullable String called) {
            return new Asking(fields, input, sha256, called);
        }

        static Asking of(List<String> fields, JsonNode input, String text) {
            return new Asking(fields, input, DigestUtils.sha256Hex(text), null);
        }
    }
}
