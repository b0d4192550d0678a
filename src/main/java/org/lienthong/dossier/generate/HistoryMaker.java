package org.lienthong.dossier.generate;

import static org.lienthong.dossier.DossierState.DONE;
import static org.lienthong.dossier.DossierState.NOT_RECEIVED;
import static org.lienthong.dossier.DossierState.PAYMENT_REQUESTED;
import static org.lienthong.dossier.DossierState.PROCESSING;
import static org.lienthong.dossier.DossierState.RECEIVED;
import static org.lienthong.dossier.DossierState.REGISTERED;
import static org.lienthong.dossier.DossierState.RETURNED;
import static org.lienthong.dossier.DossierState.STOPPED;
import static org.lienthong.dossier.DossierState.SUPPLEMENT_REQUESTED;
import static org.lienthong.dossier.DossierState.WITHDRAWAL_REQUESTED;
import static org.lienthong.dossier.RecordKind.DOSSIER;
import static org.lienthong.dossier.RecordKind.PROGRESS;

import org.lienthong.dossier.DossierState;
import org.lienthong.dossier.statistics.Procedure;

/**
 * Makes up the history of a dossier from the seed and its number, along the portal's states: registered, received, in
 * process, asked to supplement or to pay, withdrawn, done, returned. The shares are guesses after published reports.
 */
final class HistoryMaker {

    private static final int MINUTE = 60;
    private static final int HOUR = 3600;
    private static final int DAY = 86_400;
    private static final double ONLINE = 0.52;
    private static final double POST = 0.05;
    private static final double REFUSED = 0.03;
    private static final double SUPPLEMENTED = 0.11;
    private static final double SUPPLEMENTED_AGAIN = 0.12;
    private static final double NEVER_SUPPLIED = 0.08;
    private static final double WITHDRAWN = 0.015;
    private static final double LATE = 0.06;
    private static final int LONGEST_DELAY = 5 * DAY;

    private final Load load;
    private final Season season;
    private final long end;
    private final double[] weights;
    private final Chance chance = new Chance();

    HistoryMaker(Load load) {
        this.load = load;
        this.season = new Season(load.from(), load.to());
        this.end = OfficeHours.startOf(load.to());
        this.weights = new double[load.senders().size()];
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += load.senders().get(i).weight();
            weights[i] = sum;
        }
    }

    /** When the dossier is submitted; numbers rise with it. */
    long start(long number) {
        chance.restart(load.seed(), number);
        return season.at(number, load.dossiers(), chance.share());
    }

    /** Fills the history with dossier {@code number}. */
    void make(long number, History history) {
        history.clear();
        history.number = number;
        history.submittedAt = start(number);
        choose(history);
        traits(history);
        live(history);
        cut(history);
        send(history);
    }

    private void choose(History history) {
        double place = chance.share() * weights[weights.length - 1];
        int index = 0;
        while (weights[index] <= place) {
            index++;
        }
        history.senderIndex = index;
        history.sender = load.senders().get(index);
        double skew = chance.share();
        history.procedure = (int) (skew * skew * load.procedures().size());
        boolean open = OfficeHours.areOpen(history.submittedAt);
        double channel = chance.share();
        history.channel =
                !open || channel < ONLINE ? History.ONLINE : channel < ONLINE + POST ? History.POST : History.COUNTER;
    }

    private void traits(History history) {
        Procedure procedure = load.procedures().get(history.procedure);
        boolean online = history.channel == History.ONLINE;
        history.person = chance.below(1 << 20);
        history.applicantKind = chance.happens(0.8) ? 1 : 2;
        history.vneid = chance.happens(online ? 0.9 : 0.3);
        history.populationDatabase = chance.happens(0.6);
        history.reused = chance.happens(0.35);
        history.personalStore = chance.happens(0.1);
        history.digitised = online || chance.happens(0.7);
        history.resultFile = chance.happens(procedure.paper() ? 0.8 : 0.3);
        history.freeOfCharge = chance.happens(0.15);
        history.paidOnline = procedure.fee() && chance.happens(online ? 0.75 : 0.2);
        history.dueGiven = chance.happens(0.97);
    }

    private void live(History history) {
        boolean tellsOfRegistration = history.channel == History.ONLINE && !history.sender.oldFields();
        long received = history.submittedAt;
        if (history.channel == History.ONLINE) {
            received = OfficeHours.after(history.submittedAt + MINUTE, exponential(HOUR));
        }
        if (tellsOfRegistration) {
            history.add(DOSSIER, REGISTERED, history.submittedAt);
            if (chance.happens(REFUSED)) {
                history.refusedAt = received;
                both(history, NOT_RECEIVED, received);
                return;
            }
        }
        history.receivedAt = received;
        due(history);
        history.add(DOSSIER, RECEIVED, received);
        process(history, OfficeHours.after(received + MINUTE, exponential(HOUR)));
    }

    private void due(History history) {
        Procedure procedure = load.procedures().get(history.procedure);
        history.dueAt = switch (procedure.unit()) {
            case WORKING_DAY -> OfficeHours.closing(history.receivedAt, procedure.time());
            case DAY -> OfficeHours.closing(history.receivedAt + (long) procedure.time() * DAY, 0);
            case HOUR -> OfficeHours.after(history.receivedAt, (long) procedure.time() * HOUR);
        };
    }

    private void process(History history, long started) {
        long now = started;
        history.add(PROGRESS, PROCESSING, now);
        long work = Math.max(MINUTE, workUntilDue(history));
        if (chance.happens(SUPPLEMENTED)) {
            do {
                now = supplement(history, OfficeHours.after(now, MINUTE + (long) (chance.share() * work * 0.3)));
            } while (now > 0 && history.rounds < History.MOST_ROUNDS && chance.happens(SUPPLEMENTED_AGAIN));
            if (now < 0) {
                return;
            }
        }
        if (chance.happens(0.5)) {
            now = OfficeHours.after(now + MINUTE, (long) (chance.share() * work * 0.2));
            history.add(PROGRESS, PROCESSING, now);
        }
        if (chance.happens(WITHDRAWN)) {
            withdraw(history, OfficeHours.after(now + MINUTE, exponential(DAY / 4)));
            return;
        }
        if (asksToPay(history)) {
            now = pay(history, OfficeHours.after(now + MINUTE, exponential(HOUR)));
        }
        finish(history, now, work);
    }

    private boolean asksToPay(History history) {
        return load.procedures().get(history.procedure).fee() && !history.freeOfCharge && chance.happens(0.15);
    }

    /** @return when it was supplied, or negative when it never is */
    private long supplement(History history, long asked) {
        int round = history.rounds++;
        history.requestedAt[round] = asked;
        history.suppliedAt[round] = 0;
        both(history, SUPPLEMENT_REQUESTED, asked);
        if (chance.happens(NEVER_SUPPLIED)) {
            if (chance.happens(0.5)) {
                history.stoppedAt = OfficeHours.after(asked + 20L * DAY, exponential(DAY / 4));
                both(history, STOPPED, history.stoppedAt);
            }
            return -1;
        }
        long supplied = OfficeHours.after(asked + HOUR + exponential(3 * DAY), exponential(HOUR));
        history.suppliedAt[round] = supplied;
        both(history, PROCESSING, supplied);
        return supplied;
    }

    private long pay(History history, long asked) {
        history.paymentAskedAt = asked;
        history.add(PROGRESS, PAYMENT_REQUESTED, asked);
        // A HoSo has no date of this state, so an honest one would seem to be of an earlier day: only progress tells.
        if (isHit(load.faults().rewritten()) && !history.sender.oldFields()) {
            history.add(DOSSIER, PAYMENT_REQUESTED, asked);
            history.rewritten[history.steps - 1] = true;
        }
        long paid = OfficeHours.after(asked + 5 * MINUTE + exponential(DAY), MINUTE);
        history.add(PROGRESS, PROCESSING, paid);
        return paid;
    }

    private void withdraw(History history, long asked) {
        history.add(PROGRESS, WITHDRAWAL_REQUESTED, asked);
        history.stoppedAt = OfficeHours.after(asked + MINUTE, exponential(DAY / 4));
        both(history, STOPPED, history.stoppedAt);
    }

    private void finish(History history, long from, long work) {
        double share = chance.happens(LATE) ? 1.05 + chance.share() : 0.15 + 0.75 * chance.share();
        history.doneAt = OfficeHours.after(Math.max(from + MINUTE, history.receivedAt), (long) (share * work));
        both(history, DONE, history.doneAt);
        history.returnedAt = OfficeHours.after(history.doneAt + MINUTE, exponential(DAY / 4));
        history.add(DOSSIER, RETURNED, history.returnedAt);
        if (chance.happens(0.5)) {
            history.add(PROGRESS, RETURNED, history.returnedAt);
        }
    }

    /** Working seconds that the law leaves. */
    private long workUntilDue(History history) {
        Procedure procedure = load.procedures().get(history.procedure);
        return switch (procedure.unit()) {
            case WORKING_DAY -> (long) procedure.time() * OfficeHours.WORKED;
            case DAY -> (long) procedure.time() * OfficeHours.WORKED * 5 / 7;
            case HOUR -> (long) procedure.time() * HOUR;
        };
    }

    /** A progress record, then the dossier with its content as it now is. */
    private static void both(History history, DossierState state, long at) {
        history.add(PROGRESS, state, at);
        history.add(DOSSIER, state, at);
    }

    private long exponential(int mean) {
        return (long) (-Math.log(1 - chance.share() * 0.999) * mean);
    }

    /** Nothing is told of what happens after the end. */
    private void cut(History history) {
        int kept = 0;
        while (kept < history.steps && history.at[kept] < end) {
            kept++;
        }
        history.steps = kept;
    }

    private void send(History history) {
        Faults faults = load.faults();
        long delay = MINUTE + chance.below(15 * MINUTE);
        for (int step = 0; step < history.steps; step++) {
            boolean late = isHit(faults.late());
            history.sentAt[step] = history.at[step] + delay + (late ? HOUR + chance.below(LONGEST_DELAY) : 0);
            if (isHit(faults.repeated())) {
                history.repeatedAt[step] = history.sentAt[step] + MINUTE + chance.below(2 * DAY);
            }
            history.rewritten[step] |= mayBeRewritten(history, step) && isHit(faults.rewritten());
        }
    }

    private boolean isHit(double share) {
        return share > 0 && chance.happens(share);
    }

    /** Only where the record's own content or the progress record beside it gives the rewriting away. */
    private static boolean mayBeRewritten(History history, int step) {
        DossierState state = history.state[step];
        return history.kind[step] == DOSSIER
                && !history.sender.oldFields()
                && (state == SUPPLEMENT_REQUESTED || state == STOPPED);
    }
}
