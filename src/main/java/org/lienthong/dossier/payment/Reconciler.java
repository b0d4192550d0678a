package org.lienthong.dossier.payment;

import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.lienthong.audit.About;
import org.lienthong.audit.AuditEntry;
import org.lienthong.audit.AuditEvent;
import org.lienthong.audit.AuditLog;
import org.lienthong.audit.AuditTrail;
import org.lienthong.audit.Origin;
import org.lienthong.audit.Who;

/** Compares the payments of a day and records that it was done. */
final class Reconciler {

    private static final int AT_ONCE = 5000;

    private final PaymentTable table;
    private final AuditTrail audit;
    private final Clock clock;

    Reconciler(PaymentTable table, AuditTrail audit, Clock clock) {
        this.table = table;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * @param bytes of the list, of which the audit log keeps the digest
     * @param by who asks
     */
    Reconciliation reconcile(
            LocalDate day, String platform, List<Confirmation> list, byte[] bytes, String by, String traceId) {
        Map<String, PaymentTable.Row> known = new HashMap<>();
        List<String> references =
                list.stream().map(Confirmation::reference).distinct().toList();
        for (int i = 0; i < references.size(); i += AT_ONCE) {
            table.find(references.subList(i, Math.min(references.size(), i + AT_ONCE))).stream()
                    .filter(row -> row.platform().equals(platform))
                    .forEach(row -> known.put(row.reference(), row));
        }
        List<PaymentTable.Row> posted = table.paid(
                platform,
                day.atStartOfDay(AuditLog.ZONE).toInstant(),
                day.plusDays(1).atStartOfDay(AuditLog.ZONE).toInstant());
        Reconciliation result = Reconciliation.of(day, platform, list, posted, known);
        audit.record(List.of(entry(result, bytes, by, traceId)));
        return result;
    }

    private AuditEntry entry(Reconciliation result, byte[] bytes, String by, String traceId) {
        return AuditEntry.of(
                        AuditEvent.RECONCILED,
                        clock.instant(),
                        Who.of(by).to(result.platform()),
                        Origin.of("rest", traceId))
                .about(About.kind("payment"))
                .content(DigestUtils.sha256Hex(bytes), null)
                .result(result.day() + " matched " + result.matched() + " different "
                        + result.differences().size());
    }

    /** The differences, one line each. */
    static String csv(Reconciliation result) {
        StringBuilder out = new StringBuilder();
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader(
                        "kind",
                        "MaTraCuuTT",
                        "MaGiaoDich",
                        "MaHoSo",
                        "amount",
                        "platformAmount",
                        "state",
                        "platformState")
                .get();
        try (CSVPrinter printer = new CSVPrinter(out, format)) {
            for (Difference difference : result.differences()) {
                printer.printRecord(
                        difference.kind().word(),
                        difference.reference(),
                        difference.transaction(),
                        difference.dossier(),
                        difference.amount(),
                        difference.platformAmount(),
                        difference.state(),
                        difference.platformState());
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return out.toString();
    }
}
