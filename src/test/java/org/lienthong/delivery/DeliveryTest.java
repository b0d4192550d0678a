package org.lienthong.delivery;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSRuntimeException;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.lienthong.agency.TestAgencies;
import org.lienthong.audit.AuditEntry;
import org.lienthong.audit.AuditEvent;
import org.lienthong.testing.MovableClock;
import org.lienthong.testing.TestDatabase;

/** What tests of acceptance and delivery stand on: everything as in the hub, but for the broker. */
abstract class DeliveryTest {

    private static final String AGENCIES = """
            agencies:
              - {id: G22, names: [{vi: Văn phòng Mẫu}], codes: [{scheme: QD20, value: G22}]}
              - {id: H41, names: [{vi: Tỉnh Mẫu}], codes: [{scheme: QD20, value: H41}]}
              - id: G15
                names: [{vi: Bộ Mẫu}]
                codes: [{scheme: QD20, value: G15}]
                delivery: {mode: jms, queue: g15.documents}
              - id: H90
                names: [{vi: Tỉnh chia tách}]
                codes: [{scheme: QD20, value: H90}]
                splitInto: {agencies: [H41, G15], from: 2026-01-01}
              - {id: H92, names: [{vi: Tỉnh kết thúc}], codes: [{scheme: QD20, value: H92}], to: 2026-12-01}
            """;

    @TempDir
    Path directory;

    final MovableClock clock = new MovableClock(Instant.parse("2026-11-22T03:00:00Z"));
    TestDelivery hub;

    @BeforeEach
    void open() throws IOException {
        Path agencies = Files.createDirectories(directory.resolve("agencies"));
        Files.writeString(agencies.resolve("sample.yaml"), AGENCIES);
        hub = new TestDelivery(
                TestDatabase.empty(), TestAgencies.of(agencies), noBroker(), directory.resolve("spool"), clock);
    }

    @AfterEach
    void close() {
        hub.close();
    }

    /** The example from G22 to H41, which pulls, and G15, which has a queue. */
    static String document() {
        return TestDelivery.example("documents/new.edxml");
    }

    /** The example with another number, that is another document. */
    static String document(int number) {
        return document().replace("9001", Integer.toString(number));
    }

    static String documentTo(String first) {
        return document().replace(">H41</edXML:OrganId>", ">" + first + "</edXML:OrganId>");
    }

    static String status(String name) {
        return TestDelivery.example("statuses/" + name + ".edxml");
    }

    /** A move that records nothing. */
    Outcome move(UUID delivery, DeliveryState from, DeliveryState to) {
        return move(delivery, from, to, null);
    }

    Outcome move(UUID delivery, DeliveryState from, DeliveryState to, @Nullable AuditEntry entry) {
        Instant now = clock.instant();
        Instant next = to == DeliveryState.WAITING ? now : null;
        return new Outcome(delivery, Set.of(from), to, now, next, false, 0, null, null, entry);
    }

    AuditEntry entry(AuditEvent event) {
        return AuditEntry.of(event, clock.instant(), "hub", null, "trace");
    }

    static Mailbox.Query open(int limit, int offset) {
        return new Mailbox.Query(null, Set.of(Mailbox.State.OPEN), null, null, limit, offset);
    }

    List<UUID> listed(String agency) {
        return hub.mailbox.list(agency, open(10, 0)).stream()
                .map(Mailbox.Item::deliveryId)
                .toList();
    }

    static final Duration SOON = Duration.ofSeconds(10);

    private static ConnectionFactory noBroker() {
        return (ConnectionFactory) Proxy.newProxyInstance(
                DeliveryTest.class.getClassLoader(),
                new Class<?>[] {ConnectionFactory.class},
                (proxy, method, args) -> {
                    throw new JMSRuntimeException("there is no broker in this test");
                });
    }
}
