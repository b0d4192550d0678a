package org.lienthong.dossier.sequence;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lienthong.dossier.Dossier;
import org.lienthong.dossier.DossierAliases;
import org.lienthong.dossier.DossierChange;
import org.lienthong.dossier.DossierChanges;
import org.lienthong.dossier.DossierEvent;
import org.lienthong.dossier.DossierFacts;
import org.lienthong.dossier.Outcome;
import org.lienthong.dossier.PortalAnswer;
import org.lienthong.dossier.RecordKind;
import org.lienthong.dossier.SourceMappings;
import org.lienthong.dossier.Verdict;
import org.lienthong.dossier.record.MalformedRecord;
import org.lienthong.dossier.record.Owners;
import org.lienthong.dossier.record.Reading;
import org.lienthong.dossier.record.Reason;
import org.lienthong.dossier.record.RecordReader;

/** Takes up the records of some chunks within one transaction: one read and one write for all their dossiers. */
final class Step {

    /** What a step works with. */
    record Tools(
            SourceMappings mappings,
            Owners owners,
            DossierAliases aliases,
            List<DossierChanges> listeners,
            MessageDigest sha256,
            boolean portal) {}

    private record Entry(StoredChunk chunk, int place, Reading reading, long digest) {}

    private final Connection connection;
    private final ChunkTable chunks;
    private final Tools tools;
    private final Instant now;
    private final TaskTable tasks = new TaskTable();
    private final FindingTable findings = new FindingTable();
    private final Map<String, DossierFile> files = new TreeMap<>();
    private int records;

    Step(Connection connection, ChunkTable chunks, Tools tools, Instant now) {
        this.connection = connection;
        this.chunks = chunks;
        this.tools = tools;
        this.now = now;
    }

    /** Whether the portal is to get anything. */
    boolean sends() {
        return !tasks.isEmpty();
    }

    int records() {
        return records;
    }

    void take(List<StoredChunk> todo) throws SQLException {
        List<Entry> entries = new ArrayList<>();
        for (StoredChunk chunk : todo) {
            read(chunk, entries);
        }
        open(entries);
        for (Entry entry : entries) {
            add(entry);
        }
        save();
    }

    private void read(StoredChunk chunk, List<Entry> entries) throws SQLException {
        RecordReader reader = new RecordReader(chunk.kind(), tools.mappings().of(chunk.agency()), Long.MAX_VALUE / 2);
        ChunkState state = chunk.state();
        records += state.count();
        for (int place = 0; place < state.count(); place++) {
            if (!state.isPending(place)) {
                continue;
            }
            int start = chunk.start(place);
            int length = chunk.start(place + 1) - start;
            Reading reading = read(reader, chunk.records(), start, length);
            if (!reading.isSound()) {
                // It was sound when it came: the source's mapping has changed since.
                Reason reason = reading.defects().get(0).reason();
                state.judge(place, Outcome.FLAGGED);
                findings.flag(
                        at(state, place),
                        String.valueOf(reading.code()),
                        reading.defects().get(0).pointer(),
                        reason);
                continue;
            }
            entries.add(new Entry(chunk, place, reading, digest(chunk.records(), start, length)));
        }
    }

    private static RecordPlace at(ChunkState state, int place) {
        return new RecordPlace(state.batchNo(), state.first() + place);
    }

    private static Reading read(RecordReader reader, byte[] bytes, int from, int length) {
        try {
            return reader.read(bytes, from, length, true);
        } catch (MalformedRecord e) {
            throw new IllegalStateException("a record that was accepted cannot be read", e);
        }
    }

    private long digest(byte[] bytes, int from, int length) {
        tools.sha256().update(bytes, from, length);
        return ByteBuffer.wrap(tools.sha256().digest()).getLong();
    }

    private void open(List<Entry> entries) throws SQLException {
        Map<String, String> senders = new TreeMap<>();
        entries.forEach(entry -> senders.put(code(entry), entry.chunk().agency()));
        Map<String, Dossier> known = new DossierTable(connection).find(senders.keySet());
        senders.forEach((code, sender) -> {
            Dossier before = known.get(code);
            String agency = before == null ? agency(code, sender) : before.agency();
            files.put(code, new DossierFile(code, agency, before, tools.portal()));
        });
    }

    /** The owner of the code; of what the portal sent to another agency, that one. */
    private String agency(String code, String sender) {
        return tools.owners().refusal(code, Set.of(sender)) == null
                ? tools.owners().of(code).orElse(sender)
                : sender;
    }

    private static String code(Entry entry) {
        return String.valueOf(entry.reading().code());
    }

    private void add(Entry entry) throws SQLException {
        Reading reading = entry.reading();
        ChunkState state = entry.chunk().state();
        DossierEvent event = new DossierEvent(
                java.util.Objects.requireNonNull(reading.state()),
                entry.chunk().kind(),
                reading.at(),
                entry.digest(),
                state.batchNo(),
                state.first() + entry.place(),
                reading.traits(),
                Verdict.ACCEPTED,
                false);
        DossierFile file = java.util.Objects.requireNonNull(files.get(code(entry)));
        List<Deed> deeds = new ArrayList<>(3);
        file.add(event, reading.facts(), deeds::add);
        for (Deed deed : deeds) {
            follow(deed, file.code());
        }
        if (reading.otherCode() != null) {
            tools.aliases().link(connection, entry.chunk().agency(), reading.otherCode(), file.code(), now);
        }
    }

    private void follow(Deed deed, String code) throws SQLException {
        ChunkState chunk = chunks.find(deed.record());
        int place = deed.record().index() - chunk.first();
        if (deed instanceof Deed.Judge judge) {
            boolean cleared = chunk.judge(place, judge.outcome());
            if (judge.reason() != null) {
                findings.flag(judge.record(), code, judge.pointer(), judge.reason());
            } else if (cleared) {
                findings.clear(judge.record());
            }
        } else if (deed instanceof Deed.Cancel) {
            cancel(chunk, place, code);
        } else if (deed instanceof Deed.Send send) {
            PortalAnswer before = chunk.send(place);
            if (before == PortalAnswer.REFUSED) {
                findings.forgetAnswer(deed.record());
            }
            if (before != PortalAnswer.WAITING) {
                boolean again = before == PortalAnswer.TAKEN || before == PortalAnswer.REFUSED;
                tasks.add(chunk, place, again && send.kind() == RecordKind.PROGRESS);
            }
        }
    }

    private void cancel(ChunkState chunk, int place, String code) {
        if (chunk.cancel(place) == PortalAnswer.WAITING) {
            tasks.cancel(code, chunk, place);
        }
    }

    private void save() throws SQLException {
        List<DossierChange> changes = new ArrayList<>(files.size());
        for (DossierFile file : files.values()) {
            if (file.changed()) {
                changes.add(new DossierChange(file.before(), file.after(this::facts)));
            }
        }
        new DossierTable(connection).save(changes);
        for (DossierChanges listener : tools.listeners()) {
            listener.record(connection, changes);
        }
        chunks.save();
        findings.save(connection);
        tasks.save(connection);
    }

    /**
     * Of a record that came before and counts again, or counts now that what hid it does not; null when its source's mapping
     * has changed since, so that it cannot be read any more.
     */
    private @Nullable DossierFacts facts(RecordPlace record) throws SQLException {
        ChunkTable.Earlier earlier = chunks.read(record);
        RecordReader reader =
                new RecordReader(RecordKind.DOSSIER, tools.mappings().of(earlier.agency()), Long.MAX_VALUE / 2);
        return read(reader, earlier.bytes(), 0, earlier.bytes().length).facts();
    }
}
