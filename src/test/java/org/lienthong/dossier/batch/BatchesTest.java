package org.lienthong.dossier.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lienthong.dossier.RecordKind.DOSSIER;
import static org.lienthong.dossier.RecordKind.PROGRESS;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lienthong.dossier.RecordKind;
import org.lienthong.dossier.record.RecordSplitter.Format;
import org.lienthong.dossier.record.SampleRecords;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.lienthong.testing.TestDatabase;

/** What is taken in, what of it is refused, and that nothing else is left behind. */
class BatchesTest {

    private static final String CODE = "H56.12-261120-0001";

    @TempDir
    Path spool;

    private TestBatches batches;

    @BeforeEach
    void start() {
        batches = new TestBatches(TestDatabase.empty(), spool, true);
    }

    @Test
    void takesInRecordsAndCountsWhatBecameOfThem() {
        UUID first = batches.submit(
                DOSSIER,
                dossier(CODE),
                dossier(CODE),
                dossier("H56-261120-00002").replace("\"1\"", "\"9\""),
                "17");
        assertThat(batches.counts(first)).containsExactly(4, 0, 0, 0, 2, 0);
        batches.sequence();
        assertThat(batches.counts(first)).containsExactly(4, 1, 1, 0, 2, 1);
        assertThat(batches.findings(first)).contains("2 /LoaiDoiTuong unknown-value", "3  not-an-object");
        assertThat(batches.changes).hasSize(1);
        assertThat(entries()).containsExactly("accepted", "sequenced");
        assertThat(batches.jdbc
                        .sql(
                                "select convert_from(entry, 'UTF8')::json ->> 'configuration' from audit_entry where idx = 0")
                        .query(String.class)
                        .single())
                .isEqualTo("7");
        UUID again = batches.submit(DOSSIER, dossier(CODE));
        batches.sequence();
        assertThat(batches.counts(again)).containsExactly(1, 0, 1, 0, 0, 0);
    }

    @Test
    void takesLinesAndCountsABrokenOneAsOneRecord() {
        String good = dossier(CODE).replace("\n", " ");
        byte[] body = (good + "\n{oops\n\n" + good.replace("0001\"", "0002\"") + "\n").getBytes(UTF_8);
        byte[] overlong = "{\"a\":\"xx\"}\n".getBytes(UTF_8);
        overlong[6] = (byte) 0xC0;
        overlong[7] = (byte) 0xA2;
        UUID batch = batches.submit("H56", DOSSIER, Format.LINES, join(body, overlong), false, null)
                .batchId();
        batches.sequence();
        assertThat(batches.counts(batch)).containsExactly(4, 2, 0, 0, 2, 2);
        assertThat(batches.findings(batch)).containsExactly("1  malformed-json", "3  malformed-json");
    }

    @Test
    void refusesOtherAgenciesDossiersAndTakesThoseOfMergedOnes() {
        UUID batch = batches.submit(
                DOSSIER,
                dossier("H41-261120-0001"),
                dossier("000.00.12.H56-20261120-0000001"),
                dossier("H56.12.7-261120-0001"),
                dossier("X99-261120-0001"),
                dossier("H56-269920-0001"),
                dossier("H56-291120-0001"));
        assertThat(batches.findings(batch))
                .containsExactly(
                        "0 /MaHoSo not-own-agency",
                        "3 /MaHoSo unknown-agency",
                        "4 /MaHoSo invalid-code",
                        "5 /MaHoSo date-out-of-range");
        // H02 was merged into H05 on 2025-07-01: both may send, and H05 answers for it.
        String body = "[" + dossier("H02-250601-0001") + "]";
        for (String sender : List.of("H05", "H02")) {
            batches.submit(sender, DOSSIER, Format.ARRAY, body, null);
        }
        batches.sequence();
        assertThat(batches.jdbc
                        .sql("select agency from dossier where code = 'H02-250601-0001'")
                        .query(String.class)
                        .single())
                .isEqualTo("H05");
    }

    @Test
    void answersTheSameKeyWithTheSameReceipt() {
        byte[] body = ("[" + dossier(CODE) + "]").getBytes(UTF_8);
        BatchReceipt first = batches.submit("H56", DOSSIER, Format.ARRAY, body, false, "k1");
        assertThat(batches.submit("H56", DOSSIER, Format.ARRAY, body, false, "k1"))
                .isEqualTo(first);
        assertThat(batches.submit("H56", DOSSIER, Format.ARRAY, body, false, "k2"))
                .isNotEqualTo(first);
        assertRefused(ProblemType.IDEMPOTENCY_KEY_REUSED, PROGRESS, body, "k1");
        assertRefused(ProblemType.IDEMPOTENCY_KEY_REUSED, DOSSIER, "[1]".getBytes(UTF_8), "k1");
        assertThat(entries()).containsExactly("accepted", "accepted");
    }

    @Test
    void refusesABatchAsAWholeOnlyWhenItCannotBeRead() {
        assertRefused(ProblemType.EMPTY_BATCH, DOSSIER, "[]".getBytes(UTF_8), null);
        assertRefused(ProblemType.EMPTY_BATCH, DOSSIER, new byte[0], null);
        assertRefused(ProblemType.MALFORMED_JSON, DOSSIER, ("[" + dossier(CODE) + ",").getBytes(UTF_8), null);
        assertRefused(
                ProblemType.MALFORMED_JSON, DOSSIER, ("[" + dossier(CODE) + ",{\"a\":tru}]").getBytes(UTF_8), null);
        assertRefused(ProblemType.SCHEMA_VIOLATION, DOSSIER, dossier(CODE).getBytes(UTF_8), null);
        String many = "[" + String.join(",", Collections.nCopies(1001, "{}")) + "]";
        assertRefused(ProblemType.BATCH_TOO_LARGE, DOSSIER, many.getBytes(UTF_8), null);
        assertThat(rows("dossier_batch")).isZero();
        assertThat(spool).isEmptyDirectory();
    }

    @Test
    void tellsTheByteOfABrokenRecord() {
        byte[] body = "[{\"a\":1}, {\"a\":?}]".getBytes(UTF_8);
        assertThatThrownBy(() -> batches.submit("H56", DOSSIER, Format.ARRAY, body, false, null))
                .hasMessageContaining("look at byte 15");
    }

    @Test
    void leavesNothingOfABatchThatIsCutOff() {
        String body = "[" + String.join(",", Collections.nCopies(200, dossier(CODE))) + "]";
        byte[] half = Arrays.copyOf(body.getBytes(UTF_8), body.length() / 2);
        InputStream broken = new SequenceInputStream(new ByteArrayInputStream(half), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new EOFException("cut off");
            }
        });
        assertThatThrownBy(() -> batches.submit("H56", DOSSIER, Format.ARRAY, broken, false, null))
                .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.type())
                        .isEqualTo(ProblemType.MALFORMED_REQUEST));
        assertThat(rows("dossier_batch") + rows("dossier_chunk")).isZero();
        assertThat(spool).isEmptyDirectory();
    }

    @Test
    void keepsRecordsByteForByteInChunksHoweverMany() {
        List<String> records = IntStream.range(0, 900)
                .mapToObj(i -> dossier("H56-261120-%05d".formatted(i)))
                .toList();
        byte[] zipped = gzip("[" + String.join(" ,\n", records) + "]");
        UUID batch =
                batches.submit("H56", DOSSIER, Format.ARRAY, zipped, true, null).batchId();
        batches.sequence();
        assertThat(batches.counts(batch)).containsExactly(900, 900, 0, 0, 0, 900);
        assertThat(rows("dossier_chunk")).isGreaterThan(1);
        byte[] stored = new byte[0];
        for (byte[] chunk : batches.jdbc
                .sql("select records from dossier_chunk order by no")
                .query(byte[].class)
                .list()) {
            stored = join(stored, chunk);
        }
        assertThat(new String(stored, UTF_8)).isEqualTo(String.join("", records));
        assertThat(spool).isEmptyDirectory();
    }

    @Test
    void refusesGzipThatIsNoneOrABomb() {
        byte[] none = "[{}]".getBytes(UTF_8);
        byte[] broken = Arrays.copyOf(gzip("[" + dossier(CODE) + "]"), 200);
        byte[] bomb = gzip("[" + " ".repeat(20 << 20) + "]");
        for (byte[] body : List.of(none, broken)) {
            assertThatThrownBy(() -> batches.submit("H56", DOSSIER, Format.ARRAY, body, true, null))
                    .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.type())
                            .isEqualTo(ProblemType.MALFORMED_REQUEST));
        }
        assertThatThrownBy(() -> batches.submit("H56", DOSSIER, Format.ARRAY, bomb, true, null))
                .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.type())
                        .isEqualTo(ProblemType.PAYLOAD_TOO_LARGE));
    }

    @Test
    void refusesACellOfAMegabyteAndTakesTheRest() {
        String huge = dossier(CODE).replace("UBND phường Mẫu", "x".repeat(1 << 20));
        UUID batch = batches.submit(DOSSIER, dossier(CODE), huge, dossier("H56-261120-0002"));
        batches.sequence();
        assertThat(batches.counts(batch)).containsExactly(3, 2, 0, 0, 1, 2);
        assertThat(batches.findings(batch)).containsExactly("1  record-too-large");
    }

    @Test
    void stillKnowsWhatTheShippedExamplesSay() throws IOException {
        String dossiers = Files.readString(Path.of("examples/dossiers/dossier.json"));
        String progress = Files.readString(Path.of("examples/dossiers/progress.ndjson"));
        batches.submit("H56", DOSSIER, Format.ARRAY, dossiers, null);
        UUID second = batches.submit("H56", PROGRESS, Format.LINES, progress, null);
        batches.sequence();
        assertThat(batches.counts(second)).containsExactly(2, 2, 0, 0, 0, 2);
        assertThat(batches.changes.get(0).after().state().number()).isEqualTo(9);
    }

    private void assertRefused(ProblemType type, RecordKind kind, byte[] body, String key) {
        assertThatThrownBy(() -> batches.submit("H56", kind, Format.ARRAY, body, false, key))
                .isInstanceOfSatisfying(ProblemException.class, problem -> {
                    assertThat(problem.type()).isEqualTo(type);
                    assertThat(problem.recorded()).isTrue();
                });
    }

    private int rows(String table) {
        return batches.jdbc
                .sql("select count(*) from " + table)
                .query(Integer.class)
                .single();
    }

    private List<String> entries() {
        return batches.jdbc
                .sql("select convert_from(entry, 'UTF8')::json ->> 'event' from audit_entry order by idx")
                .query(String.class)
                .list();
    }

    static String dossier(String code) {
        return SampleRecords.dossier().replace(CODE, code);
    }

    private static byte[] gzip(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] join(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }
}
