package org.lienthong.dossier.batch;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.lienthong.agency.Agencies;
import org.lienthong.dossier.Dossier;
import org.lienthong.dossier.DossierCode;
import org.lienthong.dossier.DossierEvent;
import org.lienthong.dossier.Outcome;
import org.lienthong.dossier.PortalAnswer;
import org.lienthong.dossier.Verdict;
import org.lienthong.dossier.history.DossierCodec;
import org.lienthong.dossier.history.History;
import org.lienthong.dossier.record.Owners;
import org.lienthong.dossier.record.Reason;
import org.lienthong.problem.ProblemType;
import org.lienthong.problem.StandardDetail;
import org.lienthong.security.Caller;
import org.lienthong.security.Role;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/v1/dossiers/{code}}: one dossier, for the agency that answers for it and for operators. */
@RestController
final class DossiersController {

    private static final ZoneId VIETNAM = ZoneId.of("Asia/Ho_Chi_Minh");

    private final JdbcClient jdbc;
    private final Agencies agencies;

    DossiersController(JdbcClient jdbc, Agencies agencies) {
        this.jdbc = jdbc;
        this.agencies = agencies;
    }

    @GetMapping(path = "/api/v1/dossiers/{code}", produces = MediaType.APPLICATION_JSON_VALUE)
    DossierView find(@PathVariable String code, @AuthenticationPrincipal Caller caller) {
        return Optional.ofNullable(DossierCode.parse(code))
                .flatMap(known -> dossier(known.value()))
                .filter(dossier -> caller.roles().contains(Role.OPERATOR) || isOwn(dossier, caller))
                .map(this::view)
                .orElseThrow(() -> StandardDetail.of(ProblemType.NOT_FOUND));
    }

    private boolean isOwn(Dossier dossier, Caller caller) {
        return agencies.current().covers(caller.scope(), dossier.agency(), agencies.today())
                || new Owners(agencies.current(), agencies.today()).refusal(dossier.code(), caller.scope()) == null;
    }

    private Optional<Dossier> dossier(String code) {
        return jdbc.sql("select code, agency, history, facts, portal from dossier where code = ?")
                .param(code)
                .query((row, number) -> dossier(row))
                .optional();
    }

    private static Dossier dossier(ResultSet row) throws SQLException {
        byte[] facts = row.getBytes(4);
        return new Dossier(
                row.getString(1),
                row.getString(2),
                DossierCodec.events(row.getBytes(3)),
                facts == null ? null : DossierCodec.facts(facts),
                row.getInt(5));
    }

    private DossierView view(Dossier dossier) {
        Map<Long, UUID> batches = new HashMap<>();
        jdbc.sql("select batch_no, id from dossier_batch where batch_no = any (?)")
                .param(dossier.history().stream().map(DossierEvent::batchNo).toArray(Long[]::new))
                .query(row -> {
                    batches.put(row.getLong(1), row.getObject(2, UUID.class));
                });
        DossierEvent current = dossier.current();
        List<DossierView.Event> history = dossier.history().stream()
                .map(event -> event(event, batches.get(event.batchNo())))
                .toList();
        PortalAnswer portal = dossier.portal() == 0
                ? PortalAnswer.NONE
                : dossier.portal() == 1 ? PortalAnswer.TAKEN : PortalAnswer.REFUSED;
        return new DossierView(
                dossier.code(),
                dossier.agency(),
                current == null ? null : current.state().number(),
                current == null ? null : at(current),
                dossier.facts() == null ? null : dossier.facts().procedure(),
                portal.word(),
                history);
    }

    private static OffsetDateTime at(DossierEvent event) {
        return Instant.ofEpochSecond(event.at()).atZone(VIETNAM).toOffsetDateTime();
    }

    private static DossierView.Event event(DossierEvent event, @org.jspecify.annotations.Nullable UUID batch) {
        Reason reason =
                switch (event.verdict()) {
                    case ACCEPTED -> null;
                    case INVALID_TRANSITION -> Reason.INVALID_TRANSITION;
                    case REWRITTEN ->
                        History.isContradicted(event) ? Reason.CONTRADICTED_STATE : Reason.REWRITTEN_STATE;
                };
        Outcome outcome = event.verdict() != Verdict.ACCEPTED
                ? Outcome.REFUSED
                : event.late() ? Outcome.OUT_OF_ORDER : Outcome.ACCEPTED;
        return new DossierView.Event(
                event.state().number(),
                at(event),
                event.kind().wireName(),
                outcome.word(),
                reason == null ? null : reason.slug(),
                batch,
                event.index());
    }
}
