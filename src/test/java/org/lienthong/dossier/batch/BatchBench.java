package org.lienthong.dossier.batch;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.lienthong.agency.TestAgencies;
import org.lienthong.dossier.RecordKind;
import org.lienthong.dossier.record.RecordSplitter;
import org.lienthong.dossier.record.SampleRecords;
import org.lienthong.testing.TestDatabase;

/** Measures intake and sequencing alone, without network and portal: CPU of this process and of PostgreSQL per record. */
final class BatchBench {

    private static final int BATCH = 20_000;

    private BatchBench() {}

    public static void main(String[] args) throws Exception {
        int dossiers = args.length == 0 ? 100_000 : Integer.parseInt(args[0]);
        Path spool = Files.createTempDirectory("batch-bench");
        TestBatches batches = new TestBatches(
                TestDatabase.empty(), spool, () -> {}, TestBatches.settings(100_000, 1 << 20), TestAgencies.shipped());
        String record = SampleRecords.dossier();
        round(batches, record, BATCH, "240101"); // warm
        long before = System.nanoTime();
        double[] cpu = cpu(batches);
        double[] spent = round(batches, record, dossiers, "250101");
        double seconds = (System.nanoTime() - before) / 1e9;
        double[] after = cpu(batches);
        int records = dossiers * 2;
        System.out.printf(
                "%d records of %d bytes: %.0f records/s, JVM %.1f µs/record, PostgreSQL %.1f µs/record; intake %.1f µs,"
                        + " sequencing %.1f µs of wall time per record%n",
                records,
                record.length(),
                records / seconds,
                (after[0] - cpu[0]) * 1e6 / records,
                (after[1] - cpu[1]) * 1e6 / records,
                spent[0] * 1e6 / records,
                spent[1] * 1e6 / records);
        System.out.println(batches.jdbc.sql("""
                        select string_agg(relname || ' ' || pg_total_relation_size(oid) / 1024 || ' kB', ', ')
                        from pg_class where relname in ('dossier', 'dossier_chunk', 'dossier_batch', 'portal_task')""").query(String.class).single());
    }

    /** Each dossier at 2, then its progress at 4. */
    private static double[] round(TestBatches batches, String record, int dossiers, String day) {
        double intake = 0;
        double sequencing = 0;
        for (int first = 0; first < dossiers; first += BATCH) {
            StringBuilder hoSo = new StringBuilder("[");
            StringBuilder tienDo = new StringBuilder("[");
            for (int i = first; i < first + BATCH; i++) {
                String code = "H56.12-" + day + "-" + "%06d".formatted(i);
                hoSo.append(i == first ? "" : ",").append(record.replace("H56.12-261120-0001", code));
                tienDo.append(i == first ? "" : ",")
                        .append("{\"MaHoSo\":\"")
                        .append(code)
                        .append("\",\"NguoiXuLy\":\"Trần Thị Mẫu\",\"ChucDanh\":\"Chuyên viên\","
                                + "\"ThoiDiemXuLy\":\"20261120090000\",\"PhongBanXuLy\":\"Một cửa\","
                                + "\"NoiDungXuLy\":\"Chuyển xử lý\",\"TrangThai\":\"4\"}");
            }
            byte[] one = hoSo.append("]").toString().getBytes(StandardCharsets.UTF_8);
            byte[] two = tienDo.append("]").toString().getBytes(StandardCharsets.UTF_8);
            long start = System.nanoTime();
            batches.submit("H56", RecordKind.DOSSIER, RecordSplitter.Format.ARRAY, one, false, null);
            batches.submit("H56", RecordKind.PROGRESS, RecordSplitter.Format.ARRAY, two, false, null);
            long middle = System.nanoTime();
            batches.sequence();
            batches.changes.clear();
            intake += (middle - start) / 1e9;
            sequencing += (System.nanoTime() - middle) / 1e9;
        }
        return new double[] {intake, sequencing};
    }

    /** Seconds of this process, and of PostgreSQL. */
    private static double[] cpu(TestBatches batches) throws IOException {
        long own = ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
        String directory =
                batches.jdbc.sql("show data_directory").query(String.class).single();
        long postmaster = Long.parseLong(
                Files.readAllLines(Path.of(directory, "postmaster.pid")).get(0).strip());
        double ticks = 0;
        try (Stream<ProcessHandle> children =
                ProcessHandle.of(postmaster).orElseThrow().descendants()) {
            for (ProcessHandle child : (Iterable<ProcessHandle>) children::iterator) {
                String text = Files.readString(Path.of("/proc/" + child.pid() + "/stat"));
                String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ");
                ticks += Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
            }
        }
        return new double[] {own / 1e9, ticks / 100};
    }
}
