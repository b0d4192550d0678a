package org.lienthong.dossier.inbound;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lienthong.agency.Agencies;
import org.lienthong.agency.Agency;
import org.lienthong.agency.Resolution;
import org.lienthong.delivery.Acceptor;
import org.lienthong.delivery.Handed;
import org.lienthong.delivery.IntakeRoutes;
import org.lienthong.delivery.Kind;
import org.lienthong.delivery.Parcel;
import org.lienthong.delivery.Receipt;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.lienthong.problem.Violation;

/** Takes dossiers of the portal in, one by one: read, sent on to the one-stop system in charge, durable with a receipt. */
final class PortalDossierIntake {

    static final String KIND = "portal-dossiers";

    private final IntakeRoutes routes;
    private final Acceptor acceptor;
    private final Competence competence;
    private final SentDossiers sent;
    private final Agencies agencies;

    PortalDossierIntake(
            IntakeRoutes routes, Acceptor acceptor, Competence competence, SentDossiers sent, Agencies agencies) {
        this.routes = routes;
        this.acceptor = acceptor;
        this.competence = competence;
        this.sent = sent;
        this.agencies = agencies;
    }

    /** Who hands in: agency id, id of its credential, and the id that ties log lines and entries together. */
    record Sender(String agency, String system, String traceId) {}

    /**
     * What became of one dossier.
     *
     * @param notice null when the agency that was addressed receives it
     */
    record Taken(Receipt receipt, @Nullable Notice notice) {}

    /**
     * That a dossier does not simply go where it was addressed.
     *
     * @param code {@code forwarded} to the successor, or {@code undecided}: an operator decides among the candidates
     * @param addressed agency id
     */
    record Notice(String code, String addressed, List<String> receivers) {}

    /** @param update whether it replaces what was submitted under the same code before */
    Taken take(byte[] record, boolean update, Sender sender) {
        PortalDossier dossier = PortalDossier.read(record, agencies.today());
        SentDossiers.Sent earlier = update ? earlier(sender.agency(), dossier) : null;
        Resolution to = earlier == null
                ? competence.of(dossier)
                : earlier.resolution(agencies.current(), agencies.today()).orElseGet(() -> competence.of(dossier));
        Receipt receipt = routes.run(new Submitted(dossier, to, earlier == null ? null : earlier.exchangeId(), sender));
        return new Taken(receipt, notice(to));
    }

    private SentDossiers.Sent earlier(String sender, PortalDossier dossier) {
        return sent.first(sender, dossier.code().value())
                .orElseThrow(() -> new ProblemException(
                        ProblemType.UNKNOWN_DOCUMENT,
                        "There is nothing to update: no dossier with this code was submitted before.",
                        "Chưa có hồ sơ nào với mã này để cập nhật.",
                        new Violation("/MaHoSo", "was not submitted before")));
    }

    private static @Nullable Notice notice(Resolution to) {
        if (to instanceof Resolution.Undecided split) {
            return new Notice(
                    "undecided",
                    split.agency().id(),
                    split.candidates().stream().map(Agency::id).toList());
        }
        return to instanceof Resolution.Found found && found.agency() != found.receiver()
                ? new Notice(
                        "forwarded",
                        found.agency().id(),
                        List.of(found.receiver().id()))
                : null;
    }

    /** A dossier on its way through the route. */
    private final class Submitted implements Handed<Receipt> {

        private final PortalDossier dossier;
        private final Resolution to;
        private final @Nullable UUID updates;
        private final Sender sender;

        Submitted(PortalDossier dossier, Resolution to, @Nullable UUID updates, Sender sender) {
            this.dossier = dossier;
            this.to = to;
            this.updates = updates;
            this.sender = sender;
        }

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public Map<String, Object> headers() {
            String receiver =
                    to instanceof Resolution.Found found ? found.receiver().id() : "";
            return Map.of(
                    "hubKind", Kind.DOSSIER.wireName(),
                    "hubSender", sender.agency(),
                    "hubDocumentId", dossier.code().value(),
                    "hubRecipient", receiver,
                    "hubProcedure", dossier.procedure());
        }

        @Override
        public Receipt accept() {
            return acceptor.accept(new Parcel(
                    Kind.DOSSIER,
                    sender.agency(),
                    sender.system(),
                    "rest",
                    sender.traceId(),
                    dossier.code().value(),
                    dossier.procedure(),
                    updates != null,
                    updates,
                    to,
                    dossier.bytes()));
        }

        @Override
        public String toString() {
            return dossier.toString();
        }
    }
}
