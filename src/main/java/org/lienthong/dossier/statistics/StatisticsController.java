package org.lienthong.dossier.statistics;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lienthong.agency.Agencies;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.lienthong.problem.TraceId;
import org.lienthong.problem.Violation;
import org.lienthong.security.Caller;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code /api/v1/statistics}: the indicators, for every caller (they are published anyway and tell of no person); the
 * monthly report; and what stewards supply.
 */
@RestController
final class StatisticsController {

    static final MediaType CSV = new MediaType("text", "csv", StandardCharsets.UTF_8);
    private static final MediaType HTML = new MediaType("text", "html", StandardCharsets.UTF_8);
    private static final int MOST_SUPPLIED = 10_000;

    private final Statistics statistics;
    private final SuppliedCounts supplied;
    private final Agencies agencies;

    StatisticsController(Statistics statistics, SuppliedCounts supplied, Agencies agencies) {
        this.statistics = statistics;
        this.supplied = supplied;
        this.agencies = agencies;
    }

    @GetMapping("/api/v1/statistics")
    ResponseEntity<?> statistics(
            @RequestParam String period,
            @RequestParam(defaultValue = "province") String by,
            @RequestParam(defaultValue = "then") String structure,
            @RequestParam(required = false) @Nullable String format,
            @RequestHeader(name = HttpHeaders.ACCEPT, defaultValue = "*/*") String accept) {
        Statistics.Answer answer = statistics.of(query(period, by, structure));
        if (wantsCsv(format, accept)) {
            return file(StatisticsCsv.of(answer), CSV, "statistics-" + answer.period() + "-" + answer.by() + ".csv");
        }
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(answer);
    }

    /** The report of a month on dossiers received and ended, by ministry and province. */
    @GetMapping("/api/v1/statistics/report")
    ResponseEntity<?> report(
            @RequestParam String month,
            @RequestParam(defaultValue = "then") String structure,
            @RequestParam(required = false) @Nullable String format,
            @RequestHeader(name = HttpHeaders.ACCEPT, defaultValue = "*/*") String accept) {
        ReportPeriod period = period(month, "month");
        MonthlyReport report = new MonthlyReport(
                period,
                statistics.of(query(month, "ministry", structure)),
                statistics.of(query(month, "province", structure)),
                agencies.today());
        return wantsCsv(format, accept)
                ? file(report.toCsv(), CSV, "bao-cao-tthc-" + period.text() + ".csv")
                : file(report.toHtml(), HTML, "bao-cao-tthc-" + period.text() + ".html");
    }

    /**
     * What a steward supplies.
     *
     * @param period a year, a quarter or a month
     * @param agency a code
     * @param source {@code reporting}, {@code portal} or {@code complaints}
     */
    record Given(
            @Nullable String period,
            @Nullable String agency,
            @Nullable String source,
            @Nullable Long count) {}

    record Taken(int supplied) {}

    @PutMapping(
            path = "/api/v1/statistics/supplied",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    Taken supply(@RequestBody List<Given> given, @AuthenticationPrincipal Caller caller, HttpServletRequest request) {
        if (given.isEmpty() || given.size() > MOST_SUPPLIED) {
            throw refused("", "must hold 1 to " + MOST_SUPPLIED + " items");
        }
        List<SuppliedCounts.Item> items = new ArrayList<>(given.size());
        for (int i = 0; i < given.size(); i++) {
            items.add(item(given.get(i), "/" + i));
        }
        supplied.supply(items, caller.id(), TraceId.of(request));
        return new Taken(items.size());
    }

    private SuppliedCounts.Item item(Given given, String pointer) {
        String period = String.valueOf(given.period());
        if (!period.matches("20[0-9]{2}")) {
            period(period, pointer + "/period");
        }
        SuppliedCounts.Source source = null;
        for (SuppliedCounts.Source one : SuppliedCounts.Source.values()) {
            source = one.word().equals(given.source()) ? one : source;
        }
        if (source == null) {
            throw refused(pointer + "/source", "must be reporting, portal or complaints");
        }
        Long count = given.count();
        if (count == null || count < 0) {
            throw refused(pointer + "/count", "must be a number from 0 on");
        }
        LocalDate day = agencies.today();
        String agency = agencies.current()
                .byId(String.valueOf(given.agency()))
                .or(() -> agencies.current().holder(String.valueOf(given.agency()), day))
                .orElseThrow(() -> refused(pointer + "/agency", "must be an agency's code"))
                .id();
        return new SuppliedCounts.Item(period, agency, source, count);
    }

    static Statistics.Query query(String period, String by, String structure) {
        Grouping.By of =
                switch (by) {
                    case "ministry" -> Grouping.By.MINISTRY;
                    case "province" -> Grouping.By.PROVINCE;
                    case "procedure" -> Grouping.By.PROCEDURE;
                    default -> throw refused("by", "must be ministry, province or procedure");
                };
        return new Statistics.Query(period(period, "period"), of, structure(structure));
    }

    private static Structure structure(String word) {
        try {
            return Structure.of(word);
        } catch (DateTimeParseException e) {
            throw refused("structure", "must be then, today or a day such as 2025-06-30");
        }
    }

    private static ReportPeriod period(String text, String where) {
        try {
            return ReportPeriod.parse(text);
        } catch (IllegalArgumentException e) {
            throw refused(where, "must be a month (2026-11) or a quarter (2026-Q4)");
        }
    }

    private static boolean wantsCsv(@Nullable String format, String accept) {
        if (format == null) {
            return accept.toLowerCase(Locale.ROOT).startsWith("text/csv");
        }
        if (!Set.of("csv", "json", "html").contains(format)) {
            throw refused("format", "must be csv, json or html");
        }
        return format.equals("csv");
    }

    private static ResponseEntity<byte[]> file(String text, MediaType type, String name) {
        return ResponseEntity.ok()
                .contentType(type)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"")
                .body(text.getBytes(StandardCharsets.UTF_8));
    }

    static ProblemException refused(String where, String demand) {
        return new ProblemException(
                ProblemType.MALFORMED_REQUEST,
                "'" + where + "' " + demand + ".",
                "'" + where + "' không hợp lệ.",
                new Violation(where.startsWith("/") || where.isEmpty() ? where : "/" + where, demand));
    }
}
