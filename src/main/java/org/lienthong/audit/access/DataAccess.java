package org.lienthong.audit.access;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lienthong.audit.About;
import org.lienthong.audit.AuditEntry;
import org.lienthong.audit.AuditEvent;
import org.lienthong.audit.Detail;
import org.lienthong.audit.Origin;
import org.lienthong.audit.Who;

/**
 * One access to data about persons, or the attempt: all that NĐ 47/2020 Art 45 wants recorded. What {@link Requester},
 * {@link Asked} and {@link Ground} hold is published in clear, so a value there that is not a code, or that holds nine
 * digits in a row, is recorded as {@value #HIDDEN}. What {@link Personal} holds is only ever stored encrypted.
 *
 * @param event {@code DATA_REQUESTED}, {@code DATA_RELEASED}, {@code DATA_DENIED}, {@code DATA_FAILED},
 *     {@code USAGE_READ} or {@code USAGE_SHOWN}
 * @param exchangeId of the call; the same in all its entries
 * @param result {@code released}, or the slug of the problem that the caller is told
 * @param configuration version of the configuration that the call goes by; 0: none
 */
public record DataAccess(
        AuditEvent event,
        Instant at,
        UUID exchangeId,
        Requester requester,
        Asked asked,
        Ground ground,
        Personal personal,
        String result,
        String traceId,
        long configuration) {

    /** One that went by no version of the configuration. */
    public DataAccess(
            AuditEvent event,
            Instant at,
            UUID exchangeId,
            Requester requester,
            Asked asked,
            Ground ground,
            Personal personal,
            String result,
            String traceId) {
        this(event, at, exchangeId, requester, asked, ground, personal, result, traceId, 0);
    }

    static final String HIDDEN = "hidden";

    private static final Set<AuditEvent> EVENTS = EnumSet.of(
            AuditEvent.DATA_REQUESTED,
            AuditEvent.DATA_RELEASED,
            AuditEvent.DATA_DENIED,
            AuditEvent.DATA_FAILED,
            AuditEvent.USAGE_READ,
            AuditEvent.USAGE_SHOWN);
    private static final int MOST_FIELDS = 256;

    public DataAccess {
        if (!EVENTS.contains(event)) {
            throw new IllegalArgumentException(event + " is not an access to data");
        }
        result = String.valueOf(clear(result));
    }

    /**
     * Who asks.
     *
     * @param agency agency id
     * @param system id of the credential or system that it used
     * @param channel {@code rest}, {@code vxp} …
     */
    public record Requester(String agency, @Nullable String system, String channel) {
        public Requester {
            agency = String.valueOf(clear(agency));
            system = clear(system);
            channel = String.valueOf(clear(channel));
        }
    }

    /**
     * What is asked for.
     *
     * @param provider agency id of who holds the data
     * @param providerSystem its system that is called, if known
     * @param service name of the service
     * @param fields names of the fields asked for, released or denied; at most 256
     */
    public record Asked(
            @Nullable String provider,
            @Nullable String providerSystem,
            @Nullable String service,
            List<String> fields) {
        public Asked {
            if (fields.size() > MOST_FIELDS) {
                throw new IllegalArgumentException("an entry names at most " + MOST_FIELDS + " fields");
            }
            provider = clear(provider);
            providerSystem = clear(providerSystem);
            service = clear(service);
            fields = fields.stream().map(field -> String.valueOf(clear(field))).toList();
        }
    }

    /**
     * What the access stands on, each as registered with the agreement, never as a caller wrote it; null when unknown.
     *
     * @param purpose code
     * @param procedure code of the administrative procedure
     * @param agreement id
     * @param legalBasis for example {@code Luật Căn cước 26/2023 Art 10}
     */
    public record Ground(
            @Nullable String purpose,
            @Nullable String procedure,
            @Nullable String agreement,
            @Nullable String legalBasis) {
        public Ground {
            purpose = clear(purpose);
            procedure = clear(procedure);
            agreement = clear(agreement);
            legalBasis = Publishable.words(legalBasis);
        }
    }

    /**
     * What leads to persons.
     *
     * @param subjects whose data they are; each finds the entry again with {@code findUsage}
     * @param officer who asked in the agency's system, as that names its officers
     * @param caseId the dossier or case that it is for
     * @param requestSha256 lower-case hex digest of the request's body
     * @param responseSha256 lower-case hex digest of the answer that left the hub
     * @param purpose as the caller wrote it, where {@link Ground} has none
     * @param procedure likewise
     */
    public record Personal(
            List<PersonId> subjects,
            @Nullable String officer,
            @Nullable String caseId,
            @Nullable String requestSha256,
            @Nullable String responseSha256,
            @Nullable String purpose,
            @Nullable String procedure) {

        /** Nothing that leads to a person is known. */
        public static final Personal NONE = new Personal(List.of(), null, null, null, null);

        private static final int MOST_SUBJECTS = 100;
        private static final int LONGEST_WORD = 128;

        public Personal(
                List<PersonId> subjects,
                @Nullable String officer,
                @Nullable String caseId,
                @Nullable String requestSha256,
                @Nullable String responseSha256) {
            this(subjects, officer, caseId, requestSha256, responseSha256, null, null);
        }

        public Personal {
            if (subjects.size() > MOST_SUBJECTS) {
                throw new IllegalArgumentException("an entry is about at most " + MOST_SUBJECTS + " persons");
            }
            subjects = subjects.stream().distinct().toList();
            officer = cut(officer);
            caseId = cut(caseId);
            purpose = cut(purpose);
            procedure = cut(procedure);
        }

        /** What was denied may be of any length. */
        private static @Nullable String cut(@Nullable String word) {
            return word == null || word.length() <= LONGEST_WORD ? word : word.substring(0, LONGEST_WORD);
        }

        /** Shows nothing. */
        @Override
        public String toString() {
            return "Personal[" + subjects.size() + " subjects]";
        }
    }

    /** The entry as it is published. */
    AuditEntry entry(String commit) {
        Detail.Access access = new Detail.Access(
                asked.provider(),
                asked.providerSystem(),
                asked.service(),
                asked.fields(),
                ground.purpose(),
                ground.procedure(),
                ground.agreement(),
                ground.legalBasis(),
                commit);
        return AuditEntry.of(
                        event,
                        at,
                        Who.of(requester.agency(), requester.system()),
                        Origin.of(requester.channel(), traceId).by(configuration))
                .about(About.exchange(exchangeId, "service"))
                .result(result)
                .detail(access);
    }

    private static @Nullable String clear(@Nullable String value) {
        return Publishable.code(value);
    }
}
