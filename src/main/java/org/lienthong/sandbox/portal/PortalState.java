package org.lienthong.sandbox.portal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.lienthong.dossier.DossierState;

/** The dossiers that the simulated portal has. One batch at a time, all of it or nothing. */
final class PortalState {

    private final Map<String, PortalDossier> dossiers = new HashMap<>();
    private final Map<String, Integer> officers = new HashMap<>();
    private final List<String> officerNames = new ArrayList<>();
    private final @Nullable PortalJournal journal;
    private long taken;
    private long created;
    private long progress;
    private long doubled;
    private long backward;

    PortalState(@Nullable PortalJournal journal) throws IOException {
        this.journal = journal;
        if (journal != null) {
            journal.replay(this::apply);
        }
    }

    /** Those of the codes that are known, or those that are not. */
    synchronized List<String> which(Collection<PortalRecord> records, boolean known) {
        return records.stream()
                .map(PortalRecord::code)
                .filter(code -> dossiers.containsKey(code) == known)
                .distinct()
                .toList();
    }

    /**
     * Takes a batch of dossiers.
     *
     * @return the codes that forbid it: those that are there already, or that are not; empty when it was taken
     */
    synchronized List<String> dossiers(List<PortalRecord> records, boolean updating) throws IOException {
        List<String> against = which(records, !updating);
        if (against.isEmpty()) {
            write(records, false);
        }
        return against;
    }

    /** Takes a batch of progress; @return the codes of dossiers that are not there. */
    synchronized List<String> progress(List<PortalRecord> records) throws IOException {
        List<String> against = which(records, false);
        if (against.isEmpty()) {
            write(records, true);
        }
        return against;
    }

    private void write(List<PortalRecord> records, boolean steps) throws IOException {
        if (journal != null) {
            journal.append(records, steps);
        }
        records.forEach(record -> apply(record, steps));
    }

    private void apply(PortalRecord record, boolean step) {
        PortalDossier dossier = dossiers.get(record.code());
        if (dossier == null) {
            dossier = new PortalDossier();
            dossiers.put(record.code(), dossier);
            created++;
        } else if (record.state() < dossier.state() && !follows(dossier.state(), record.state())) {
            backward++;
        }
        if (!step) {
            dossier.update(record);
            taken++;
            return;
        }
        if (dossier.has(record.digest())) {
            doubled++;
        }
        dossier.add(record, officers.computeIfAbsent(record.officer(), name -> {
            officerNames.add(name);
            return officerNames.size() - 1;
        }));
        progress++;
    }

    private static boolean follows(int state, int next) {
        DossierState before = DossierState.of(state);
        DossierState after = DossierState.of(next);
        return before == null || after == null || before.mayBecome(after);
    }

    /** Looks at a dossier, with the names of its officers; false when it is not there. */
    synchronized boolean look(String code, BiConsumer<PortalDossier, List<String>> viewer) {
        PortalDossier dossier = dossiers.get(code);
        if (dossier == null) {
            return false;
        }
        viewer.accept(dossier, officerNames);
        return true;
    }

    /** The state of every dossier, by its code. */
    synchronized Map<String, Integer> states() {
        Map<String, Integer> states = new TreeMap<>();
        dossiers.forEach((code, dossier) -> states.put(code, dossier.state()));
        return states;
    }

    synchronized PortalCounters counters(PortalCounters calls) {
        return new PortalCounters(
                calls.calls(),
                calls.logins(),
                calls.lookups(),
                taken,
                created,
                progress,
                doubled,
                backward,
                calls.existing(),
                calls.unknown(),
                calls.refused(),
                calls.expired(),
                calls.oversized());
    }
}
