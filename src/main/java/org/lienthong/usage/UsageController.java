package org.lienthong.usage;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.servlet.http.HttpServletRequest;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lienthong.audit.AuditEvent;
import org.lienthong.audit.AuditLog;
import org.lienthong.audit.access.DataAccess;
import org.lienthong.audit.access.DataAccessLog;
import org.lienthong.audit.access.PersonId;
import org.lienthong.audit.access.SubjectIndex;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.lienthong.problem.TraceId;
import org.lienthong.problem.Violation;
import org.lienthong.security.Caller;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code /api/v1/usage}: who used a person's data, in the shapes of the Estonian data tracker's usage API, version 2. The
 * person's number comes in a header, because addresses are logged by every proxy on the way. Each look is an entry.
 */
@RestController
final class UsageController {

    private static final Set<String> PARAMETERS = Set.of("periodStart", "periodEnd", "limit", "offset", "details");
    private static final int MOST_USAGES = 1000;
    private static final int LARGEST_OFFSET = 100_000;
    private static final int LONGEST_NOTE = 100;
    private static final Instant FAR_FUTURE = Instant.parse("9999-01-01T00:00:00Z");

    private final UsageReader reader;
    private final Readers readers;
    private final DataAccessLog log;
    private final AuditLog auditLog;
    private final Clock clock;

    UsageController(UsageReader reader, Readers readers, DataAccessLog log, AuditLog auditLog, Clock clock) {
        this.reader = reader;
        this.readers = readers;
        this.log = log;
        this.auditLog = auditLog;
        this.clock = clock;
    }

    /** From when to when uses can be found; to now when there is no end. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Period(Instant periodStart, @Nullable Instant periodEnd) {}

    /** @param status {@code OK} or {@code FAIL} */
    record Heartbeat(String status, String message) {}

    @GetMapping(path = "/api/v1/usage/findUsage", produces = MediaType.APPLICATION_JSON_VALUE)
    UsageReader.Page findUsage(
            @RequestHeader(name = "Person-Id", required = false) @Nullable String person,
            @RequestHeader(name = "Officer-Id", required = false) @Nullable String officer,
            @RequestHeader(name = "Case-Id", required = false) @Nullable String caseId,
            @RequestParam(required = false) @Nullable String periodStart,
            @RequestParam(required = false) @Nullable String periodEnd,
            @RequestParam(defaultValue = "100") int limit,
            @RequestParam(defaultValue = "0") int offset,
            @RequestParam(defaultValue = "false") boolean details,
            @AuthenticationPrincipal Caller caller,
            HttpServletRequest request)
            throws SQLException {
        boolean auditor = readers.requireReader(caller, request);
        requireKnownParameters(request.getParameterMap().keySet());
        PersonId subject = person(person);
        require(limit >= 1 && limit <= MOST_USAGES, "limit", "must be 1 to " + MOST_USAGES);
        require(offset >= 0 && offset <= LARGEST_OFFSET, "offset", "must be 0 to " + LARGEST_OFFSET);
        require(auditor || !details, "details", "are for auditors");
        SubjectIndex.Query query = new SubjectIndex.Query(
                subject,
                auditor ? UsageReader.RELEASES : UsageReader.RELEASES_AND_READINGS,
                time(periodStart, "periodStart", Instant.EPOCH),
                time(periodEnd, "periodEnd", FAR_FUTURE),
                limit,
                offset);
        UsageReader.Page page = reader.find(query, details);
        DataAccess.Personal personal = new DataAccess.Personal(
                List.of(subject), note(officer, "Officer-Id"), note(caseId, "Case-Id"), null, null);
        record(auditor ? AuditEvent.USAGE_READ : AuditEvent.USAGE_SHOWN, caller, personal, TraceId.of(request));
        return page;
    }

    @GetMapping(path = "/api/v1/usage/usagePeriod", produces = MediaType.APPLICATION_JSON_VALUE)
    Period usagePeriod(@AuthenticationPrincipal Caller caller, HttpServletRequest request) {
        readers.requireReader(caller, request);
        return new Period(reader.oldest().orElseGet(clock::instant), null);
    }

    @GetMapping(path = "/api/v1/usage/heartbeat", produces = MediaType.APPLICATION_JSON_VALUE)
    Heartbeat heartbeat(@AuthenticationPrincipal Caller caller, HttpServletRequest request) {
        readers.requireReader(caller, request);
        if (auditLog.inconsistency() != null) {
            return new Heartbeat("FAIL", "the audit log is inconsistent");
        }
        try {
            reader.oldest();
            return new Heartbeat("OK", "ready");
        } catch (RuntimeException e) {
            return new Heartbeat("FAIL", "the database does not answer");
        }
    }

    /** Durable before the answer leaves. */
    private void record(AuditEvent event, Caller caller, DataAccess.Personal personal, String traceId) {
        String agency = caller.agency();
        log.record(new DataAccess(
                event,
                clock.instant(),
                UUID.randomUUID(),
                new DataAccess.Requester(agency == null ? caller.id() : agency, caller.id(), "rest"),
                new DataAccess.Asked(null, null, "findUsage", List.of()),
                new DataAccess.Ground(null, null, null, null),
                personal,
                "shown",
                traceId));
    }

    private static void requireKnownParameters(Set<String> names) {
        if (!PARAMETERS.containsAll(names)) {
            throw new ProblemException(
                    ProblemType.MALFORMED_REQUEST,
                    "There is a parameter that this call does not have. The person's number goes into the header Person-Id,"
                            + " never into the address.",
                    "Có tham số không được hỗ trợ. Số định danh đặt trong header Person-Id, không đặt trong địa chỉ.");
        }
    }

    private static PersonId person(@Nullable String header) {
        if (header == null) {
            throw refused("Person-Id", "must hold the person's number");
        }
        try {
            return PersonId.parse(header);
        } catch (IllegalArgumentException e) {
            throw refused("Person-Id", "must be 12 digits, 9 digits, or scheme:value");
        }
    }

    private static @Nullable String note(@Nullable String header, String name) {
        require(header == null || header.length() <= LONGEST_NOTE, name, "has at most " + LONGEST_NOTE + " characters");
        return header;
    }

    private static Instant time(@Nullable String text, String name, Instant otherwise) {
        if (text == null) {
            return otherwise;
        }
        try {
            Instant at = OffsetDateTime.parse(text).toInstant();
            require(!at.isBefore(Instant.EPOCH) && at.isBefore(FAR_FUTURE), name, "is out of range");
            return at;
        } catch (DateTimeParseException e) {
            throw refused(name, "must be a time with an offset, such as 2026-11-22T10:00:00+07:00");
        }
    }

    private static void require(boolean holds, String name, String demand) {
        if (!holds) {
            throw refused(name, demand);
        }
    }

    private static ProblemException refused(String name, String demand) {
        return new ProblemException(
                ProblemType.MALFORMED_REQUEST,
                "'" + name + "' " + demand + ".",
                "'" + name + "' không hợp lệ.",
                new Violation(name, demand));
    }
}
