package org.lienthong.dossier.portal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.lienthong.testing.Patience.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import javax.sql.DataSource;
import org.lienthong.agency.Agency;
import org.lienthong.agency.AgencySystem;
import org.lienthong.agency.TestAgencies;
import org.lienthong.audit.AuditLog;
import org.lienthong.call.Login;
import org.lienthong.call.SystemCall;
import org.lienthong.call.Systems;
import org.lienthong.call.TestSystems;
import org.lienthong.dossier.RecordKind;
import org.lienthong.dossier.SourceMappings;
import org.lienthong.sandbox.portal.PortalSimulator;
import org.lienthong.sandbox.portal.PortalSimulatorServer;
import org.lienthong.testing.TestDatabase;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A real database with tasks, a simulated portal over real HTTP, and forwarders between them. */
final class PortalRig implements AutoCloseable {

    static final String AGENCY = "H56";

    private final DataSource database = TestDatabase.empty();
    private final JdbcClient jdbc = JdbcClient.create(database);
    private final AuditLog auditLog = new AuditLog();
    private final Systems systems = TestSystems.tireless(Duration.ofSeconds(2));
    final PortalSimulatorServer portal;
    final PortalMetrics metrics = new PortalMetrics(new SimpleMeterRegistry());
    private final List<Forwarder> started = new ArrayList<>();
    private Forwarder forwarder;

    PortalRig() throws IOException {
        this(new PortalSimulatorServer(new PortalSimulator("lienthong", "demo-portal", null, new Random(7)), 0));
    }

    PortalRig(PortalSimulatorServer portal) {
        this.portal = portal;
    }

    PortalSimulator simulator() {
        return portal.simulator();
    }

    JdbcClient jdbc() {
        return jdbc;
    }

    DataSource database() {
        return database;
    }

    static PortalSettings settings(int dossiers, int calls, int window) {
        return new PortalSettings(
                true,
                "portal",
                "mapi/login",
                "mapi/g",
                Map.of("dstcode", "VN:GOV:000.00.00.G22:vpcpdvcprovider"),
                dossiers,
                10,
                org.springframework.util.unit.DataSize.ofMegabytes(4),
                calls,
                Duration.ofSeconds(2),
                Duration.ofSeconds(1),
                Duration.ofMillis(5),
                window,
                org.springframework.util.unit.DataSize.ofMegabytes(32),
                Duration.ofMillis(20),
                Duration.ofMillis(50),
                Duration.ofMillis(20),
                Duration.ofMillis(200),
                Duration.ofMillis(50),
                20);
    }

    void start() {
        start(settings(200, 4, 5000), portal.url());
    }

    void start(PortalSettings settings, URI url) {
        PortalRoutes routes = new PortalRoutes();
        Agency agency = TestAgencies.of(java.nio.file.Path.of("config/agencies"))
                .current()
                .byId("G22")
                .orElseThrow();
        AgencySystem system =
                new AgencySystem("portal", url, AgencySystem.Kind.REST, List.of(), AgencySystem.Calls.AS_ALL);
        routes.open(call -> systems.ask(
                agency,
                system,
                new SystemCall("POST", call.path(), call.query(), Map.of(), "application/json", call.body(), 1 << 20),
                call.deadline()));
        forwarder = new Forwarder(
                database,
                auditLog,
                new PortalWords(new SourceMappings(Map.of()), owner -> false, (owner, record, alias) -> new String(
                                record, UTF_8)
                        .replaceFirst("H56.12-[0-9-]+", alias)
                        .getBytes(UTF_8)),
                new PortalClient(routes, settings, () -> new Login("lienthong", "demo-portal")),
                code -> "000.00.00." + code,
                settings,
                metrics,
                Clock.systemUTC(),
                new Random(3));
        forwarder.start();
        started.add(forwarder);
    }

    Forwarder forwarder() {
        return forwarder;
    }

    void stop() {
        started.forEach(Forwarder::close);
        started.clear();
    }

    static String dossier(String code, int state) {
        return "{\"MaHoSo\":\"" + code + "\",\"MaTTHC\":\"1.001193\",\"TrangThaiHoSo\":\"" + state
                + "\",\"ChuHoSo\":\"Nguyễn" + " Văn Mẫu\"}";
    }

    static String progress(String code, int state, int step) {
        return "{\"MaHoSo\":\"" + code + "\",\"NguoiXuLy\":\"Cán bộ Mẫu\",\"ThoiDiemXuLy\":\""
                + (20261120080000L + step) + "\",\"TrangThai\":\"" + state + "\"}";
    }

    long batch(RecordKind kind, String... records) {
        return batch(kind, List.of(records));
    }

    /** A sequenced batch of one chunk per 500 records, all of it to be sent. */
    long batch(RecordKind kind, List<String> records) {
        return batch(AGENCY, kind, records);
    }

    long batch(String agency, RecordKind kind, List<String> records) {
        long batch = jdbc.sql(
                        "insert into dossier_batch (id, agency, caller, kind, sha256, received, accepted, to_deliver,"
                                + " root, submitted_at, sequenced_at, trace_id) values (?, ?, ?, ?, '', ?, ?, ?, '', ?, ?, 't')"
                                + " returning batch_no")
                .params(List.of(
                        UUID.randomUUID(),
                        agency,
                        agency,
                        kind.ordinal(),
                        records.size(),
                        records.size(),
                        records.size(),
                        new Timestamp(System.currentTimeMillis()),
                        new Timestamp(System.currentTimeMillis())))
                .query(Long.class)
                .single();
        for (int from = 0, no = 0; from < records.size(); from += 500, no++) {
            chunk(batch, no, from, records.subList(from, Math.min(records.size(), from + 500)), agency);
        }
        return batch;
    }

    private void chunk(long batch, int no, int first, List<String> records, String agency) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ByteBuffer offsets = ByteBuffer.allocate(4 * (records.size() + 1));
        ByteBuffer places = ByteBuffer.allocate(2 * records.size());
        byte[] answers = new byte[records.size()];
        List<String> codes = new ArrayList<>();
        for (int i = 0; i < records.size(); i++) {
            offsets.putInt(bytes.size());
            byte[] record = records.get(i).getBytes(UTF_8);
            bytes.write(record, 0, record.length);
            places.putShort((short) i);
            answers[i] = 1;
            codes.add(RecordCode.of(record, 0, record.length));
        }
        offsets.putInt(bytes.size());
        jdbc.sql(
                        "insert into dossier (code, agency, history) select distinct c, ?, ''::bytea from unnest(?) c on conflict do"
                                + " nothing")
                .params(agency, codes.toArray(String[]::new))
                .update();
        jdbc.sql(
                        "insert into dossier_chunk (batch_no, no, first, count, records, offsets, root, outcomes, answers, sequenced)"
                                + " values (?, ?, ?, ?, ?, ?, '', '', ?, true)")
                .params(batch, no, first, records.size(), bytes.toByteArray(), offsets.array(), answers)
                .update();
        jdbc.sql("insert into portal_task (batch_no, chunk, records) values (?, ?, ?)")
                .params(batch, no, places.array())
                .update();
    }

    /** Waits until the portal has everything that it is to get. */
    void awaitEmpty() {
        await().pollInterval(Duration.ofMillis(20))
                .until(() -> jdbc.sql("select count(*) from portal_task")
                                .query(Long.class)
                                .single()
                        == 0);
    }

    int count(String column, long batch) {
        return jdbc.sql("select " + column + " from dossier_batch where batch_no = ?")
                .param(batch)
                .query(Integer.class)
                .single();
    }

    boolean done(long batch) {
        return jdbc.sql("select done_at is not null from dossier_batch where batch_no = ?")
                .param(batch)
                .query(Boolean.class)
                .single();
    }

    byte[] answers(long batch) {
        return jdbc.sql("select answers from dossier_chunk where batch_no = ? and no = 0")
                .param(batch)
                .query(byte[].class)
                .single();
    }

    List<String> findings(long batch) {
        return jdbc.sql("select idx || ' ' || reason from dossier_finding where batch_no = ? order by idx")
                .param(batch)
                .query(String.class)
                .list();
    }

    @Override
    public void close() throws IOException {
        stop();
        systems.close();
        portal.close();
    }
}
