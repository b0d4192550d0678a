package org.lienthong.dossier.batch;

import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;
import org.lienthong.agency.Agencies;
import org.lienthong.dossier.DossierAliases;
import org.lienthong.dossier.SourceMappings;
import org.lienthong.dossier.record.Defect;
import org.lienthong.dossier.record.MalformedRecord;
import org.lienthong.dossier.record.Owners;
import org.lienthong.dossier.record.Reading;
import org.lienthong.dossier.record.Reason;
import org.lienthong.dossier.record.RecordReader;
import org.lienthong.dossier.record.RecordSplitter;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;

/** Reads a batch once, from the network to its end: split, checked, hashed and spooled, record by record. */
final class BatchReader {

    /** Refused records of which more than the first finding is kept. */
    private static final int DETAILED = 1000;

    /** Records of one batch that bear another agency's code and are looked up, a query each. */
    private static final int MOST_LOOKUPS = 5000;

    private final Agencies agencies;
    private final SourceMappings mappings;
    private final DossierAliases aliases;
    private final BatchStore store;
    private final DossierSettings settings;
    private final Path spool;
    private final BooleanSupplier roomLeft;
    private final Clock clock;

    BatchReader(
            Agencies agencies,
            SourceMappings mappings,
            DossierAliases aliases,
            BatchStore store,
            DossierSettings settings,
            Path spool,
            BooleanSupplier roomLeft,
            Clock clock) {
        this.agencies = agencies;
        this.mappings = mappings;
        this.aliases = aliases;
        this.store = store;
        this.settings = settings;
        this.spool = spool;
        this.roomLeft = roomLeft;
        this.clock = clock;
    }

    /**
     * Reads all of it; whoever takes the batch closes it.
     *
     * @throws ProblemException when the batch as a whole is refused
     * @throws IOException when the caller's bytes cannot be read to the end
     */
    IncomingBatch read(BatchSubmission submission) throws IOException {
        if (!roomLeft.getAsBoolean()) {
            throw new ProblemException(
                    ProblemType.INSUFFICIENT_STORAGE,
                    "The hub's disk reserve is reached; send the same again later.",
                    "Dung lượng dự phòng của trục đã hết; vui lòng gửi lại đúng nội dung này sau.");
        }
        BatchSpool chunks = new BatchSpool(spool, settings.memory().toBytes());
        try {
            return new Run(submission, chunks).read();
        } catch (IOException | RuntimeException e) {
            chunks.close();
            throw e;
        }
    }

    /** The reading of one batch. */
    private final class Run {

        private final BatchSubmission submission;
        private final BatchSpool chunks;
        private final MessageDigest sha256 = DigestUtils.getSha256Digest();
        private final Chunking chunking = new Chunking(DigestUtils.getSha256Digest());
        private final List<Finding> findings = new ArrayList<>();
        private final Owners owners = new Owners(agencies.current(), agencies.today());
        private final RecordReader reader;
        private final boolean lines;
        private int received;
        private int refused;
        private int lookups;

        Run(BatchSubmission submission, BatchSpool chunks) {
            this.submission = submission;
            this.chunks = chunks;
            this.lines = submission.format() == RecordSplitter.Format.LINES;
            long latest = clock.instant().plus(settings.ahead()).getEpochSecond();
            this.reader = new RecordReader(submission.kind(), mappings.of(submission.agency()), latest);
        }

        IncomingBatch read() throws IOException {
            BatchBody body = BatchBody.open(submission, settings, sha256);
            RecordSplitter splitter = new RecordSplitter(
                    body, submission.format(), (int) settings.maxRecord().toBytes());
            while (splitter.next()) {
                if (received == settings.maxRecords()) {
                    throw tooMany();
                }
                record(splitter);
                received++;
                if (chunking.isFull()) {
                    spool(chunking.take());
                }
            }
            if (received == 0) {
                throw new ProblemException(
                        ProblemType.EMPTY_BATCH, "There is no record in the batch.", "Lô không có bản ghi nào.");
            }
            spool(chunking.take());
            IncomingBatch.Totals totals =
                    new IncomingBatch.Totals(received, refused, sha256.digest(), body.size(), chunking.root());
            return new IncomingBatch(submission, totals, chunks, findings, store);
        }

        private void spool(@Nullable Chunk chunk) throws IOException {
            if (chunk != null) {
                chunks.add(chunk);
            }
        }

        private void record(RecordSplitter at) {
            if (at.oversized()) {
                refuse(at, null, List.of(new Defect("", Reason.RECORD_TOO_LARGE)));
                return;
            }
            Reading reading = reading(at);
            if (!reading.isSound()) {
                refuse(at, reading.code(), reading.defects());
                return;
            }
            String code = String.valueOf(reading.code());
            Reason foreign = owners.refusal(code, submission.scope());
            if (foreign != null && !wasSentByPortal(code)) {
                refuse(at, code, List.of(new Defect("/MaHoSo", foreign)));
                return;
            }
            chunking.accept(at.buffer(), at.start(), at.length());
        }

        /** The portal sends dossiers to who is competent, whoever's code they bear (NĐ 118/2025). */
        private boolean wasSentByPortal(String code) {
            if (lookups == MOST_LOOKUPS) {
                return false;
            }
            lookups++;
            return aliases.isSentTo(submission.agency(), code);
        }

        /** A line that is not JSON is one bad record; in an array nothing behind it could be told apart. */
        private Reading reading(RecordSplitter at) {
            try {
                if (!Utf8.isValid(at.buffer(), at.start(), at.length())) {
                    if (!lines) {
                        throw RecordSplitter.malformed(at.position());
                    }
                    return Reading.broken(Reason.MALFORMED_JSON);
                }
                return reader.read(at.buffer(), at.start(), at.length(), at.escapes());
            } catch (MalformedRecord e) {
                if (!lines) {
                    throw RecordSplitter.malformed(at.position() + e.offset());
                }
                return Reading.broken(Reason.MALFORMED_JSON);
            }
        }

        private void refuse(RecordSplitter at, @Nullable String code, List<Defect> defects) {
            chunking.refuse(at.buffer(), at.start(), at.length());
            refused++;
            int number = 0;
            for (Defect defect : defects) {
                if (number == 0 || refused <= DETAILED) {
                    findings.add(new Finding(
                            received,
                            number++,
                            code,
                            defect.pointer(),
                            defect.reason().slug()));
                }
            }
        }

        private ProblemException tooMany() {
            return new ProblemException(
                    ProblemType.BATCH_TOO_LARGE,
                    "The batch has more than " + settings.maxRecords() + " records. Nothing of it was accepted: send it"
                            + " in parts.",
                    "Lô có hơn " + settings.maxRecords() + " bản ghi. Chưa tiếp nhận bản ghi nào: vui lòng chia nhỏ.");
        }
    }
}
