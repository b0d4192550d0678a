package org.lienthong.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lienthong.testing.Patience.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.lienthong.testing.Patience;

class DeliveryMailboxTest extends DeliveryTest {

    private static final Set<Mailbox.State> ALL = EnumSet.allOf(Mailbox.State.class);

    @Test
    void listsWhatWaitsOldestFirst() {
        UUID first = letter(9001);
        UUID second = letter(9002);
        UUID third = letter(9003);
        assertThat(listed("H41")).containsExactly(first, second, third);
        assertThat(hub.mailbox.list("H41", open(1, 1)))
                .extracting(Mailbox.Item::deliveryId)
                .containsExactly(second);
        assertThat(hub.mailbox.count("H41", Kind.DOCUMENT, Set.of(Mailbox.State.OPEN)))
                .isEqualTo(3);
        assertThat(hub.mailbox.count("H41", Kind.STATUS, ALL)).isZero();
    }

    @Test
    void saysWhatItIsAboutEachOne() {
        Receipt receipt = hub.accept("G22", document());
        Mailbox.Item item = hub.mailbox.list("H41", open(10, 0)).get(0);
        assertThat(item.exchangeId()).isEqualTo(receipt.exchangeId());
        assertThat(item.kind()).isEqualTo(Kind.DOCUMENT);
        assertThat(item.from()).isEqualTo("G22");
        assertThat(item.to()).isEqualTo("H41");
        assertThat(item.documentId()).isEqualTo(receipt.documentId());
        assertThat(item.arrivedAt()).isEqualTo(clock.instant());
        assertThat(item.state()).isEqualTo(Mailbox.State.OPEN);
        assertThat(item.reason()).isNull();
    }

    @Test
    void listsByKindAndTime() {
        letter(9001);
        Instant later = clock.instant().plusSeconds(60);
        clock.set(later);
        UUID second = letter(9002);
        assertThat(query(new Mailbox.Query(Kind.DOCUMENT, ALL, later, null, 10, 0)))
                .containsExactly(second);
        assertThat(query(new Mailbox.Query(null, ALL, null, later, 10, 0)))
                .hasSize(1)
                .doesNotContain(second);
        assertThat(query(new Mailbox.Query(Kind.STATUS, ALL, null, null, 10, 0)))
                .isEmpty();
        assertThat(query(new Mailbox.Query(null, Set.of(), null, null, 10, 0))).isEmpty();
    }

    @Test
    void handsOutTheBytesThatItNamed() throws Exception {
        UUID id = letter(9001);
        Mailbox.Download download = hub.mailbox.open("H41", id).orElseThrow();
        byte[] bytes = bytes(download);
        assertThat(bytes).hasSize((int) download.item().size());
        assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)))
                .isEqualTo(download.item().sha256());
        assertThat(new String(bytes, java.nio.charset.StandardCharsets.UTF_8)).contains("Z99.LIENTHONG");
    }

    @Test
    void recordsTheFirstHandingOutBeforeTheFirstByte() throws Exception {
        UUID id = letter(9001);
        Mailbox.Download download = hub.mailbox.open("H41", id).orElseThrow();
        assertThat(hub.events()).containsExactly("accepted", "delivered");
        byte[] bytes = bytes(download);
        assertThat(bytes(hub.mailbox.open("H41", id).orElseThrow())).isEqualTo(bytes);
        assertThat(hub.events()).containsExactly("accepted", "delivered");
        assertThat(listed("H41")).containsExactly(id);
    }

    @Test
    void hidesWhatIsForeignOrUnknown() {
        UUID id = letter(9001);
        for (String other : List.of("G22", "G15", "H90", "nobody")) {
            assertThat(listed(other)).isEmpty();
            assertThat(hub.mailbox.open(other, id)).isEmpty();
            assertThat(hub.mailbox.mark(other, id, Mailbox.State.DONE, null)).isEmpty();
        }
        assertThat(hub.mailbox.open("H41", UUID.randomUUID())).isEmpty();
        assertThat(listed("H41")).containsExactly(id);
        assertThat(hub.events()).containsExactly("accepted");
    }

    @Test
    void closesADeliveryOnce() {
        UUID id = letter(9001);
        assertThat(marked(id, Mailbox.State.PROCESSING)).isEqualTo(Mailbox.State.PROCESSING);
        assertThat(marked(id, Mailbox.State.DONE)).isEqualTo(Mailbox.State.DONE);
        assertThat(marked(id, Mailbox.State.DONE)).isEqualTo(Mailbox.State.DONE);
        assertThat(marked(id, Mailbox.State.FAILED)).isEqualTo(Mailbox.State.DONE);
        assertThat(marked(id, Mailbox.State.PROCESSING)).isEqualTo(Mailbox.State.DONE);
        assertThat(hub.events()).containsExactly("accepted", "acknowledged");
        assertThat(listed("H41")).isEmpty();
    }

    @Test
    void keepsTheReasonOfARefusal() {
        UUID id = letter(9001);
        Mailbox.Item item = hub.mailbox
                .mark("H41", id, Mailbox.State.FAILED, "không mở được tệp")
                .orElseThrow();
        assertThat(item.state()).isEqualTo(Mailbox.State.FAILED);
        assertThat(item.reason()).isEqualTo("không mở được tệp");
        assertThat(hub.events()).containsExactly("accepted", "rejected");
    }

    @Test
    void stillHandsOutWhatWasClosed() throws Exception {
        UUID id = letter(9001);
        marked(id, Mailbox.State.DONE);
        assertThat(bytes(hub.mailbox.open("H41", id).orElseThrow())).isNotEmpty();
    }

    @Test
    void wakesWhoWaitsWhenSomethingArrives() throws Exception {
        CompletableFuture<List<Mailbox.Item>> waiting =
                CompletableFuture.supplyAsync(() -> hub.mailbox.await("H41", open(10, 0), Duration.ofSeconds(30)));
        UUID id = letter(9001);
        assertThat(waiting.get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS))
                .extracting(Mailbox.Item::deliveryId)
                .containsExactly(id);
    }

    @Test
    void noticesWhatArrivedAtAnotherHub() {
        CompletableFuture<List<Mailbox.Item>> waiting =
                CompletableFuture.supplyAsync(() -> hub.mailbox.await("G22", open(10, 0), Duration.ofSeconds(30)));
        UUID id = letter(9001);
        hub.jdbc
                .sql("update delivery set recipient = 'G22' where id = ?")
                .param(id)
                .update();
        await().until(waiting::isDone);
        assertThat(waiting.join()).hasSize(1);
    }

    @Test
    void waitsNoLongerThanItWasAskedTo() {
        assertThat(hub.mailbox.await("H41", open(10, 0), Duration.ZERO)).isEmpty();
        assertThat(hub.mailbox.await("H41", open(10, 0), Duration.ofMillis(30))).isEmpty();
    }

    private UUID letter(int number) {
        return hub.delivery(hub.accept("G22", document(number)), "H41");
    }

    private Mailbox.State marked(UUID id, Mailbox.State state) {
        return hub.mailbox.mark("H41", id, state, null).orElseThrow().state();
    }

    private List<UUID> query(Mailbox.Query query) {
        return hub.mailbox.list("H41", query).stream()
                .map(Mailbox.Item::deliveryId)
                .toList();
    }

    private static byte[] bytes(Mailbox.Download download) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        download.writeTo(out);
        return out.toByteArray();
    }
}
