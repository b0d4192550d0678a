package org.lienthong.agreement;

import io.micrometer.core.instrument.MeterRegistry;
import org.lienthong.problem.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/** Raises an alert: a log line, the counter {@code hub.alerts}, an audit entry. */
class Alerts {

    private static final Logger LOG = LoggerFactory.getLogger(Alerts.class);

    private final AgreementAudit audit;
    private final MeterRegistry meters;

    Alerts(AgreementAudit audit, MeterRegistry meters) {
        this.audit = audit;
        this.meters = meters;
        for (Alert.Kind kind : Alert.Kind.values()) {
            meters.counter("hub.alerts", "kind", kind.slug(), "agency", ""); // there before the first one
        }
    }

    void raise(Alert alert) {
        meters.counter("hub.alerts", "kind", alert.kind().slug(), "agency", alert.consumer())
                .increment();
        LOG.atWarn()
                .addKeyValue("agency", alert.consumer())
                .addKeyValue("agreement", alert.agreement())
                .addKeyValue("count", alert.count())
                .log("alert: {}", alert.kind().slug());
        try {
            audit.alerted(alert);
        } catch (DataAccessException | ProblemException e) {
            LOG.atError().addKeyValue("cause", e.toString()).log("an alert could not be recorded");
        }
    }
}
