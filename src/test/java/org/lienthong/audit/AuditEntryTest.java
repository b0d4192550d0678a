package org.lienthong.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The bytes that are hashed. Whoever changes one of them breaks every proof that was ever handed out. */
class AuditEntryTest {

    private static final Instant AT = Instant.parse("2026-11-22T01:02:03.004567Z");
    private static final UUID EXCHANGE = UUID.fromString("019aa000-0000-7000-8000-000000000001");

    @Test
    void ofAnAcceptanceHasAllItsMembers() {
        AuditEntry entry = AuditEntry.of(
                        AuditEvent.ACCEPTED, AT, Who.of("G22").to("H41"), Origin.of("rest", "4bf92f35"))
                .about(About.message(EXCHANGE, "document", "G22,2026/11/20,9001/VPCP-KSTT")
                        .to(List.of("H41", "G15")))
                .content("ab12", null)
                .result("03");
        assertThat(new String(entry.toCanonicalJson(), UTF_8))
                .isEqualTo("{\"actor\":\"G22\",\"channel\":\"rest\",\"documentId\":\"G22,2026/11/20,9001/VPCP-KSTT\","
                        + "\"event\":\"accepted\",\"exchange\":\"019aa000-0000-7000-8000-000000000001\","
                        + "\"kind\":\"document\",\"recipients\":[\"H41\",\"G15\"],\"result\":\"03\",\"sha256\":\"ab12\","
                        + "\"subject\":\"H41\",\"trace\":\"4bf92f35\",\"ts\":\"2026-11-22T01:02:03.004Z\",\"v\":1}");
    }

    @Test
    void ofManyRecordsHasTheirCountAndRoot() {
        AuditEntry entry = AuditEntry.of(AuditEvent.SEQUENCED, AT, Who.HUB, Origin.of(null, "4bf92f35"))
                .about(About.exchange(EXCHANGE, "dossiers"))
                .detail(new Detail.Records("ab12", 3));
        assertThat(new String(entry.toCanonicalJson(), UTF_8))
                .isEqualTo("{\"actor\":\"hub\",\"count\":3,\"event\":\"sequenced\","
                        + "\"exchange\":\"019aa000-0000-7000-8000-000000000001\",\"kind\":\"dossiers\","
                        + "\"root\":\"ab12\",\"trace\":\"4bf92f35\",\"ts\":\"2026-11-22T01:02:03.004Z\",\"v\":1}");
    }

    @Test
    void leavesOutWhatItIsNotAbout() {
        AuditEntry entry = AuditEntry.of(AuditEvent.QUEUES_REBUILT, AT, "hub", null, "command-line");
        assertThat(new String(entry.toCanonicalJson(), UTF_8))
                .isEqualTo("{\"actor\":\"hub\",\"event\":\"queues-rebuilt\",\"trace\":\"command-line\","
                        + "\"ts\":\"2026-11-22T01:02:03.004Z\",\"v\":1}");
    }

    @Test
    void keepsTimeToTheMillisecond() {
        assertThat(AuditEntry.of(AuditEvent.CONFIGURED, AT, "hub", null, "").at())
                .isEqualTo(Instant.parse("2026-11-22T01:02:03.004Z"));
    }

    @ParameterizedTest
    @EnumSource(AuditEvent.class)
    void namesEachEventInOneWord(AuditEvent event) {
        assertThat(event.word()).matches("[a-z]+(-[a-z]+)*");
    }

    @Test
    void hasEventsThatKeepTheirNames() {
        assertThat(Arrays.stream(AuditEvent.values()).map(AuditEvent::word))
                .contains(
                        "accepted",
                        "refused",
                        "denied",
                        "delivered",
                        "acknowledged",
                        "rejected",
                        "attempt-failed",
                        "dead-lettered",
                        "replayed",
                        "assigned",
                        "queues-rebuilt",
                        "configured");
    }
}
