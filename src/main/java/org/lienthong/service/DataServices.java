package org.lienthong.service;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.lienthong.agreement.Admission;
import org.lienthong.agreement.Agreements;
import org.lienthong.agreement.Decision;
import org.lienthong.agreement.Enquiry;
import org.lienthong.agreement.EnumerationWatch;
import org.lienthong.agreement.Quotas;
import org.lienthong.audit.access.DataAccessLog;
import org.lienthong.call.Deadline;
import org.lienthong.config.InForce;
import org.lienthong.problem.Causes;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Serves a call of a data service: decision, quota, schema, record of the request, route, schema of the answer, release,
 * record of the release, answer. It stands around every route and cannot be left out by one. Without its entry in the
 * audit log nothing leaves; a denied or malformed request never reaches the provider.
 */
final class DataServices {

    private final Agreements agreements;
    private final Quotas quotas;
    private final EnumerationWatch enumeration;
    private final ServiceSchemas schemas;
    private final RequestReader reader;
    private final Releases releases = new Releases();
    private final ServiceRoutes routes;
    private final AccessRecords records;
    private final QuotaRefusals refusals;
    private final AnswerCache cache;
    private final Supplier<UUID> ids;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final MeterRegistry meters;
    private final ProviderMaintenance maintenance;
    private final InForce inForce;
    private final JsonMapper json = JsonMapper.shared();
    private final AnswerJson answers = new AnswerJson();

    DataServices(
            Agreements agreements,
            Quotas quotas,
            EnumerationWatch enumeration,
            ServiceSettings settings,
            ServiceRoutes routes,
            AccessRecords records,
            QuotaRefusals refusals,
            AnswerCache cache,
            Supplier<UUID> ids,
            Clock clock,
            LongSupplier nanoTime,
            MeterRegistry meters,
            ProviderMaintenance maintenance,
            InForce inForce) {
        this.inForce = inForce;
        this.agreements = agreements;
        this.quotas = quotas;
        this.enumeration = enumeration;
        this.schemas = new ServiceSchemas();
        this.reader = new RequestReader(settings);
        this.routes = routes;
        this.records = records;
        this.refusals = refusals;
        this.cache = cache;
        this.ids = ids;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.meters = meters;
        this.maintenance = maintenance;
    }

    /** @throws ProblemException when nothing leaves; by then the audit log has it */
    ServiceAnswer answer(ServiceRequest request) {
        try (InForce.Pin pin = inForce.pin()) {
            return pinned(request);
        }
    }

    private ServiceAnswer pinned(ServiceRequest request) {
        UUID id = ids.get();
        Instant at = clock.instant();
        Decision decision = agreements.decide(new Enquiry(
                request.caller().requireAgency(),
                request.caller().system(),
                request.provider(),
                request.service(),
                request.purpose(),
                request.caseId(),
                request.procedure(),
                request.officer(),
                at));
        if (decision instanceof Decision.Denied denied) {
            throw records.denied(id, request, denied);
        }
        return new Attempt(id, at, request, (Decision.Permitted) decision).answer();
    }

    /** One permitted call, with what is known of it so far. */
    private final class Attempt {

        private final UUID id;
        private final Instant at;
        private final ServiceRequest request;
        private final Decision.Permitted permitted;
        private final Deadline deadline;
        private AccessRecords.Asking asking = AccessRecords.Asking.NOTHING;

        Attempt(UUID id, Instant at, ServiceRequest request, Decision.Permitted permitted) {
            this.id = id;
            this.at = at;
            this.request = request;
            this.permitted = permitted;
            Deadline own = Deadline.in(permitted.service().deadline(), nanoTime);
            this.deadline = request.waitSeconds() == null ? own : own.atMost(Duration.ofSeconds(request.waitSeconds()));
        }

        ServiceAnswer answer() {
            try {
                return tried();
            } catch (ProblemException problem) {
                throw records.failed(id, request, permitted, asking, problem);
            } catch (RuntimeException e) {
                throw records.failed(id, request, permitted, asking, Causes.problem(e));
            }
        }

        private ServiceAnswer tried() {
            requireNoMaintenance();
            Admission admission = quotas.take(permitted, at, request.traceId());
            if (!admission.admitted()) {
                throw refusals.refused(id, request, permitted, admission);
            }
            ServiceSchemas.Pair pair = schemas.of(permitted.service());
            byte[] body = request.body().json(pair);
            requireSize(body);
            ObjectNode input = reader.read(body);
            Releases.Chosen chosen = releases.choose(permitted, input);
            pair.checkRequest(input);
            String text = json.writeValueAsString(input);
            asking = AccessRecords.Asking.of(chosen.fields(), input, text);
            ServiceRoute route = route();
            AnswerCache.Question question = new AnswerCache.Question(permitted, request, chosen.fields(), text, route);
            DataAccessLog.Recording record = records.requested(id, request, permitted, asking);
            AnswerCache.Kept kept = cache.find(question);
            if (kept != null) {
                record.await();
                return again(kept, input, admission);
            }
            return asked(question, pair, chosen, input, admission, record);
        }

        private ServiceAnswer asked(
                AnswerCache.Question question,
                ServiceSchemas.Pair pair,
                Releases.Chosen chosen,
                ObjectNode input,
                Admission admission,
                DataAccessLog.Recording record) {
            AnswerCache.Since since = cache.now();
            ServiceRoute.Result result = question.route().run(call(question.text(), record));
            record.await(); // a route may answer without asking anybody
            asking = asking.of(result.system());
            JsonNode whole = answers.read(result.body());
            pair.checkAnswer(whole);
            EchoCheck.require(permitted.service(), input, whole);
            enumeration.answered(permitted, request.officer(), input, whole, at, request.traceId());
            requireStillPermitted();
            JsonNode released = chosen.release().of(whole, this::withheld);
            byte[] bytes = answers.write(released);
            records.released(id, request, permitted, asking, bytes);
            if (EnumerationWatch.found(permitted.service(), whole)) {
                cache.keep(since, question, released, bytes, result.system());
            }
            return new ServiceAnswer(id, released, bytes, null, admission.headers());
        }

        private void withheld(int members) {
            meters.counter(
                            "hub.service.members.withheld",
                            "service",
                            permitted.service().id().toString())
                    .increment(members);
        }

        /** The provider is not asked; everything else is as with an answer of its own. */
        private ServiceAnswer again(AnswerCache.Kept kept, ObjectNode input, Admission admission) {
            asking = asking.of(kept.system());
            enumeration.answeredAgain(permitted, request.officer(), input, at, request.traceId());
            requireStillPermitted();
            records.releasedAgain(id, request, permitted, asking, kept.json());
            return new ServiceAnswer(id, kept.released(), kept.json(), cache.age(kept), admission.headers());
        }

        /** An agreement can be suspended while the provider answers. */
        private void requireStillPermitted() {
            Decision.Denied denied =
                    agreements.withdrawn(permitted, request.caller().requireAgency(), clock.instant());
            if (denied != null) {
                throw records.denied(id, request, denied);
            }
        }

        /** Takes nothing from the quota: the caller is told when to come back. */
        private void requireNoMaintenance() {
            Instant now = clock.instant();
            maintenance
                    .until(
                            permitted.service().id().provider(),
                            permitted.service().id().name())
                    .ifPresent(end -> {
                        throw new ProblemException(
                                        ProblemType.PROVIDER_MAINTENANCE,
                                        "The provider announced maintenance until " + end + "; ask again then.",
                                        "Bên cung cấp đã thông báo bảo trì đến " + end + "; vui lòng gọi lại sau.")
                                .retryAfter(Duration.between(now, end).plusSeconds(1));
                    });
        }

        private void requireSize(byte[] body) {
            if (body.length > permitted.service().maxRequest().toBytes()) {
                throw reader.tooLarge(body);
            }
        }

        private ServiceRoute route() {
            String provider = permitted.service().id().provider();
            return routes.find(provider, permitted.service().id().name())
                    .orElseThrow(() -> new ProblemException(
                            ProblemType.SHUTTING_DOWN,
                            "The hub does not serve this service at this moment; try again shortly.",
                            "Trục tạm thời chưa phục vụ dịch vụ này; vui lòng thử lại sau ít phút."));
        }

        private ServiceCall call(String input, DataAccessLog.Recording record) {
            return new ServiceCall(
                    id,
                    permitted.service().id().provider(),
                    permitted.service().id().name(),
                    permitted.consumer(),
                    String.valueOf(request.purpose()),
                    request.procedure(),
                    request.caseId(),
                    request.officer(),
                    input,
                    at,
                    deadline,
                    permitted.service().maxAnswer().toBytes(),
                    request.traceId(),
                    record);
        }
    }
}
