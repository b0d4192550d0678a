package org.lienthong.dossier.generate;

import java.util.ArrayList;
import java.util.List;
import org.lienthong.dossier.DossierState;
import org.lienthong.dossier.RecordKind;
import org.lienthong.dossier.statistics.Procedure;

/** Tells what really became of each dossier of a load, for tests. Not for several threads at once. */
public final class Truth {

    private final Load load;
    private final HistoryMaker maker;
    private final RecordWriter writer;
    private final History history = new History();
    private final JsonBuffer code = new JsonBuffer();

    public Truth(Load load) {
        this.load = load;
        this.maker = new HistoryMaker(load);
        this.writer = new RecordWriter(load);
    }

    /** @param number 0 (included) to the load's count of dossiers */
    public TrueDossier of(long number) {
        maker.make(number, history);
        List<TrueDossier.Step> steps = new ArrayList<>();
        int last = -1;
        for (int i = 0; i < history.steps; i++) {
            steps.add(new TrueDossier.Step(history.kind[i], history.state[i], history.at[i], history.rewritten[i]));
            if (history.kind[i] == RecordKind.DOSSIER && !history.rewritten[i]) {
                last = i;
            }
        }
        return dossier(steps, last);
    }

    /** @param last the step with the last honest HoSo, or -1 */
    private TrueDossier dossier(List<TrueDossier.Step> steps, int last) {
        boolean told = last >= 0;
        boolean fresh = told && !history.sender.oldFields();
        Procedure procedure = load.procedures().get(history.procedure);
        boolean result = told
                && history.resultFile
                && (history.state[last] == DossierState.DONE || history.state[last] == DossierState.RETURNED);
        code.clear();
        writer.code(history, code);
        return new TrueDossier(
                new String(code.copy(), java.nio.charset.StandardCharsets.US_ASCII),
                history.sender.agency(),
                history.procedure,
                fresh ? history.channel : 0,
                fresh ? history.submittedAt : 0,
                until(history.receivedAt),
                told && history.receivedAt > 0 && history.dueGiven ? history.dueAt : 0,
                until(history.doneAt),
                until(history.returnedAt),
                until(history.stoppedAt),
                until(history.refusedAt),
                supplements(),
                fresh ? RecordWriter.payment(history, last) : -1,
                told && procedure.fee() ? fee() : -1,
                result,
                result && fresh,
                told && history.digitised,
                fresh && history.reused,
                fresh && history.personalStore,
                fresh && history.vneid,
                fresh && history.populationDatabase,
                steps);
    }

    private long fee() {
        return history.freeOfCharge ? 0 : RecordWriter.fee(history);
    }

    /** The time, when it is of the time that is told of. */
    private long until(long at) {
        return at < OfficeHours.startOf(load.to()) ? at : 0;
    }

    private List<TrueDossier.Supplement> supplements() {
        List<TrueDossier.Supplement> all = new ArrayList<>();
        for (int i = 0; i < history.rounds && until(history.requestedAt[i]) > 0; i++) {
            all.add(new TrueDossier.Supplement(history.requestedAt[i], until(history.suppliedAt[i])));
        }
        return all;
    }
}
