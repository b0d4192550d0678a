package org.lienthong.delivery;

import jakarta.jms.ConnectionFactory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.lienthong.agency.Agencies;
import org.lienthong.audit.AuditLog;
import org.lienthong.audit.access.TestRecords;
import org.lienthong.document.EdxmlLimits;
import org.lienthong.document.EdxmlReader;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Acceptance and delivery put together for a test as they are in the hub, over a database that holds nothing yet. */
public final class TestDelivery implements AutoCloseable {

    /** When documents are read: shortly after the examples were written. */
    private static final Clock READ_AT = Clock.fixed(Instant.parse("2026-11-22T03:00:00Z"), ZoneOffset.UTC);

    private static final SpoolingStream.Limits LIMITS = new SpoolingStream.Limits(8 << 20, Duration.ofMinutes(5), 1);

    final DataSource dataSource;
    final JdbcClient jdbc;
    final Clock clock;
    final TimeOrderedIds ids;
    final Ledger ledger;
    final PayloadStore payloads;
    final Arrivals arrivals = new Arrivals();
    final BusinessHistory history;
    private final Agencies agencies;
    final Addressing addressing;
    final OutboxRelay relay;
    final DirectLanes lanes;
    final FreshDeliveries fresh = new FreshDeliveries(1 << 20, System::nanoTime);
    final DeliveryMailbox mailbox;
    private final Deliveries deliveries;
    private final Path spool;

    /**
     * @param broker where the relay sends to; it does so after {@link #startRelay} only
     * @param clock what deliveries go by
     */
    public TestDelivery(DataSource dataSource, Agencies agencies, ConnectionFactory broker, Path spool, Clock clock) {
        this.dataSource = dataSource;
        this.jdbc = JdbcClient.create(dataSource);
        this.clock = clock;
        this.spool = spool;
        this.ids = new TimeOrderedIds(clock);
        this.payloads = new PayloadStore(dataSource, clock);
        this.history = new BusinessHistory(jdbc);
        this.agencies = agencies;
        this.addressing = new Addressing(agencies, ids, clock);
        this.relay = new OutboxRelay(dataSource, broker, clock, Duration.ofMinutes(1), 50);
        this.lanes = new DirectLanes(relay);
        this.ledger = new Ledger(
                dataSource,
                new AuditLog(),
                TestRecords.rows(),
                2,
                64,
                1024,
                Duration.ofSeconds(20),
                changes -> DeliveryConfiguration.announce(changes, lanes, relay, fresh, arrivals));
        RetryPolicy retry = new RetryPolicy(Duration.ofMillis(50), Duration.ofMillis(200), 4);
        this.deliveries = new Deliveries(jdbc, ledger, payloads, fresh, retry, clock, new Random(1));
        this.mailbox = new DeliveryMailbox(jdbc, ledger, payloads, arrivals, clock, 10);
    }

    public Acceptor acceptor() {
        return new Acceptor(addressing, history, payloads, ledger, ids, clock, "Z99.LIENTHONG");
    }

    public Deliveries deliveries() {
        return deliveries;
    }

    public Exchanges exchanges() {
        return new Exchanges(
                jdbc, history, tools.jackson.databind.json.JsonMapper.shared(), agencies, deliveries.held());
    }

    /** Over a database with exchanges, without anything else. */
    public static Exchanges exchanges(DataSource dataSource, Agencies agencies) {
        JdbcClient jdbc = JdbcClient.create(dataSource);
        return new Exchanges(
                jdbc,
                new BusinessHistory(jdbc),
                tools.jackson.databind.json.JsonMapper.shared(),
                agencies,
                new HeldRecipients());
    }

    public DirectLanes lanes() {
        return lanes;
    }

    public SubmissionReader reader() {
        return new SubmissionReader(new EdxmlReader(EdxmlLimits.defaults(), READ_AT), spool, LIMITS, () -> true);
    }

    public Refusals refusals() {
        return new Refusals(ledger, clock);
    }

    /** Starts to hand the outbox over to the broker; it goes on until {@link #close}. */
    public void startRelay() {
        relay.start();
    }

    /** Accepts a message of that agency as if it came over REST. */
    public Receipt accept(String agency, String edxml) {
        try (Incoming incoming = reader().read(submission(agency, edxml))) {
            return acceptor().accept(incoming);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Submission submission(String agency, String edxml) {
        byte[] bytes = edxml.getBytes(StandardCharsets.UTF_8);
        return new Submission(
                agency,
                agency + "-main",
                Set.of(agency),
                "rest",
                null,
                new ByteArrayInputStream(bytes),
                null,
                bytes.length,
                "trace");
    }

    /** A file below {@code examples/}, as text. */
    public static String example(String name) {
        try {
            return Files.readString(Path.of("examples", name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** States of the exchange's deliveries by recipient, such as {@code H41 open}, in their order. */
    public List<String> states(UUID exchange) {
        return jdbc.sql("select recipient, state from delivery where exchange_id = ? order by id")
                .param(exchange)
                .query((row, number) ->
                        row.getString(1) + ' ' + DeliveryState.of(row.getInt(2)).wireName())
                .list();
    }

    /** The words of all audit entries in their order, such as {@code accepted}. */
    public List<String> events() {
        return jdbc.sql("select convert_from(entry, 'UTF8')::json->>'event' from audit_entry order by idx")
                .query(String.class)
                .list();
    }

    /** Those about one exchange. */
    public List<String> events(UUID exchange) {
        return jdbc.sql("select convert_from(entry, 'UTF8')::json->>'event' from audit_entry"
                        + " where exchange_id = ? order by idx")
                .param(exchange)
                .query(String.class)
                .list();
    }

    /** The same as the log has them. */
    public List<Map<String, Object>> entries(UUID exchange) {
        return jdbc
                .sql("select convert_from(entry, 'UTF8') from audit_entry where exchange_id = ? order by idx")
                .param(exchange)
                .query(String.class)
                .list()
                .stream()
                .map(entry -> JsonMapper.shared().readValue(entry, new TypeReference<Map<String, Object>>() {}))
                .toList();
    }

    public int rows(String table) {
        return jdbc.sql("select count(*) from " + table).query(Integer.class).single();
    }

    UUID delivery(Receipt receipt, String recipient) {
        return jdbc.sql("select id from delivery where exchange_id = ? and recipient = ?")
                .param(receipt.exchangeId())
                .param(recipient)
                .query(UUID.class)
                .single();
    }

    @Override
    public void close() {
        relay.close();
        ledger.close();
    }
}
