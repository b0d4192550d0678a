package org.lienthong.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;
import org.postgresql.core.BaseConnection;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.json.JsonFactory;

/**
 * What cannot be left out when records are to be understood, kept and handed on: parse the JSON, one COPY of the same rows
 * into PostgreSQL, write the JSON. One thread, besides PostgreSQL's; no HTTP, no checks, no history, nobody who answers.
 */
final class DossierFloor {

    private static final JsonFactory JSON = new JsonFactory();

    private final PrintStream out;
    private final Path postgres;
    private final Connection database;

    DossierFloor(PrintStream out, Path postgres, Connection database) {
        this.out = out;
        this.postgres = postgres;
        this.database = database;
    }

    /**
     * @param batches NDJSON
     * @param hubRate records per second of the hub
     * @param hubCpu its CPU-us per record
     */
    void run(List<byte[]> warmup, List<byte[]> batches, int records, double hubRate, double hubCpu) throws Exception {
        pass(warmup);
        double cpu = CpuTime.ofProcess(ProcessHandle.current().pid()) + CpuTime.ofPostgres(postgres);
        long start = System.nanoTime();
        long bytes = pass(batches);
        double seconds = (System.nanoTime() - start) / 1e9;
        cpu = CpuTime.ofProcess(ProcessHandle.current().pid()) + CpuTime.ofPostgres(postgres) - cpu;
        double rate = records / seconds;
        double each = cpu * 1000 / records;
        out.printf(
                Locale.ROOT,
                "floor: %.0f records/s (%.1f s, %d MB written), CPU-us per record %.1f%n",
                rate,
                seconds,
                bytes / 1_000_000,
                each);
        out.printf(Locale.ROOT, "ratio hub to floor: %.2f by records/s, %.2f by CPU%n", hubRate / rate, each / hubCpu);
    }

    private long pass(List<byte[]> batches) throws SQLException, IOException {
        try (Statement statement = database.createStatement()) {
            statement.execute("drop table if exists floor");
            statement.execute("create table floor (code text, state text, at text, record bytea)");
            statement.execute("alter table floor alter column record set storage external");
        }
        CopyManager copies = new CopyManager(database.unwrap(BaseConnection.class));
        CopyIn copy = copies.copyIn("copy floor from stdin binary");
        copy.writeToCopy(
                new byte[] {'P', 'G', 'C', 'O', 'P', 'Y', '\n', -1, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0}, 0, 19);
        ByteArrayOutputStream rows = new ByteArrayOutputStream(1 << 20);
        ByteArrayOutputStream written = new ByteArrayOutputStream(1 << 20);
        long bytes = 0;
        for (byte[] batch : batches) {
            bytes += batch(batch, rows, written);
            copy.writeToCopy(rows.toByteArray(), 0, rows.size());
            rows.reset();
            written.reset();
        }
        copy.writeToCopy(new byte[] {-1, -1}, 0, 2);
        copy.endCopy();
        return bytes;
    }

    private static long batch(byte[] batch, ByteArrayOutputStream rows, ByteArrayOutputStream written) {
        int start = 0;
        try (JsonGenerator generator = JSON.createGenerator(tools.jackson.core.ObjectWriteContext.empty(), written)) {
            for (int i = 0; i < batch.length; i++) {
                if (batch[i] == '\n') {
                    record(batch, start, i - start, rows, generator);
                    start = i + 1;
                }
            }
        }
        return written.size();
    }

    private static void record(
            byte[] batch, int start, int length, ByteArrayOutputStream rows, JsonGenerator generator) {
        String code = "";
        String state = "";
        String at = "";
        try (JsonParser parser =
                JSON.createParser(tools.jackson.core.ObjectReadContext.empty(), batch, start, length)) {
            String name = "";
            int depth = 0;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                generator.copyCurrentEvent(parser);
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                if (token == JsonToken.PROPERTY_NAME) {
                    name = parser.currentName();
                } else if (depth == 1 && token == JsonToken.VALUE_STRING) {
                    switch (name) {
                        case "MaHoSo" -> code = parser.getString();
                        case "TrangThai", "TrangThaiHoSo" -> state = parser.getString();
                        case "ThoiDiemXuLy", "NgayTiepNhan" -> at = parser.getString();
                        default -> {
                            // Passed on as it is.
                        }
                    }
                }
            }
        }
        number(rows, 4, 2);
        field(rows, code.getBytes(StandardCharsets.US_ASCII));
        field(rows, state.getBytes(StandardCharsets.US_ASCII));
        field(rows, at.getBytes(StandardCharsets.US_ASCII));
        number(rows, length, 4);
        rows.write(batch, start, length);
    }

    private static void field(ByteArrayOutputStream rows, byte[] value) {
        number(rows, value.length, 4);
        rows.writeBytes(value);
    }

    private static void number(ByteArrayOutputStream rows, int value, int bytes) {
        for (int shift = (bytes - 1) * 8; shift >= 0; shift -= 8) {
            rows.write(value >>> shift);
        }
    }
}
