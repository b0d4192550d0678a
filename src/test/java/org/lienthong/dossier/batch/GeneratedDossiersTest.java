package org.lienthong.dossier.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lienthong.agency.AgencyRegistry;
import org.lienthong.codelist.CodeLists;
import org.lienthong.dossier.DossierEvent;
import org.lienthong.dossier.RecordKind;
import org.lienthong.dossier.generate.DossierStream;
import org.lienthong.dossier.generate.Faults;
import org.lienthong.dossier.generate.Load;
import org.lienthong.dossier.generate.Sender;
import org.lienthong.dossier.generate.TrueDossier;
import org.lienthong.dossier.generate.Truth;
import org.lienthong.dossier.history.DossierCodec;
import org.lienthong.dossier.record.RecordSplitter;
import org.lienthong.dossier.statistics.Procedures;
import org.lienthong.testing.TestDatabase;

/** Load as agencies' systems send it, late, doubled and rewritten: each dossier ends in the state that it really has. */
class GeneratedDossiersTest {

    private static final LocalDate FROM = LocalDate.of(2026, 7, 1);
    private static final int BATCH = 300;

    @TempDir
    Path spool;

    private TestBatches batches;
    private int received;
    private int rewritten;
    private int repeated;

    @Test
    void endInTheStateThatTheyReallyHave() {
        batches = new TestBatches(TestDatabase.empty(), spool, true);
        Load load = new Load(
                7,
                FROM,
                LocalDate.of(2026, 10, 1),
                500,
                Sender.of(AgencyRegistry.load(Path.of("config/agencies")), FROM),
                Procedures.of(CodeLists.read(Path.of("config/codelists"))).all(),
                new Faults(0.1, 0.1, 0.3));
        send(load);
        batches.sequence();
        assertThat(sum("received")).isEqualTo(received);
        assertThat(sum("accepted + duplicate + out_of_order + refused")).isEqualTo(received);
        assertThat(sum("duplicate")).isEqualTo(repeated);
        assertThat(sum("refused")).as(reasons()).isGreaterThan(0).isLessThanOrEqualTo(rewritten);
        Map<String, List<DossierEvent>> histories = histories();
        Truth truth = new Truth(load);
        int told = 0;
        for (long number = 0; number < load.dossiers(); number++) {
            TrueDossier dossier = truth.of(number);
            if (dossier.state() == null) {
                continue;
            }
            told++;
            List<DossierEvent> history = histories.get(dossier.code());
            DossierEvent current = null;
            for (DossierEvent event : history) {
                current = event.accepted() ? event : current;
            }
            assertThat(current.state()).as("%s %s", dossier.steps(), history).isEqualTo(dossier.state());
        }
        assertThat(histories).hasSize(told);
    }

    private void send(Load load) {
        Map<String, List<String>> waiting = new HashMap<>();
        DossierStream stream = new DossierStream(load);
        while (stream.next()) {
            String agency = load.senders().get(stream.sender()).agency();
            rewritten += stream.rewritten() ? 1 : 0;
            repeated += stream.repeated() ? 1 : 0;
            received++;
            String key = agency + "/" + stream.kind().ordinal();
            List<String> batch = waiting.computeIfAbsent(key, name -> new ArrayList<>());
            batch.add(new String(stream.bytes(), UTF_8));
            if (batch.size() == BATCH) {
                submit(key, batch);
            }
        }
        waiting.forEach(this::submit);
    }

    private void submit(String key, List<String> batch) {
        if (batch.isEmpty()) {
            return;
        }
        String[] parts = key.split("/");
        RecordKind kind = RecordKind.values()[Integer.parseInt(parts[1])];
        batches.submit(parts[0], kind, RecordSplitter.Format.LINES, String.join("\n", batch), null);
        batch.clear();
    }

    private int sum(String columns) {
        return batches.jdbc
                .sql("select sum(" + columns + ") from dossier_batch")
                .query(Integer.class)
                .single();
    }

    private String reasons() {
        return batches.jdbc
                .sql("select reason || ' ' || pointer || ' ' || count(*) from dossier_finding group by reason, pointer")
                .query(String.class)
                .list()
                .toString();
    }

    private Map<String, List<DossierEvent>> histories() {
        Map<String, List<DossierEvent>> histories = new HashMap<>();
        batches.jdbc.sql("select code, history from dossier").query(row -> {
            histories.put(row.getString(1), DossierCodec.events(row.getBytes(2)));
        });
        return histories;
    }
}
