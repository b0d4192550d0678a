package org.lienthong.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SentDeliveriesTest extends DeliveryTest {

    private SentDeliveries sent;

    @BeforeEach
    void sent() {
        sent = new SentDeliveries(hub.jdbc);
    }

    @Test
    void listsTheNewestFirstAndRecipientsInTheirOrder() {
        Receipt first = hub.accept("G22", document(9001));
        Receipt second = hub.accept("G22", document(9002));
        assertThat(list(Set.of("G22"), null, null, 10, 0))
                .extracting(item -> item.exchangeId() + " " + item.to())
                .containsExactly(
                        second.exchangeId() + " H41",
                        second.exchangeId() + " G15",
                        first.exchangeId() + " H41",
                        first.exchangeId() + " G15");
        assertThat(list(Set.of("G22"), null, null, 1, 2))
                .extracting(SentExchanges.Sent::exchangeId)
                .containsExactly(first.exchangeId());
    }

    @Test
    void listsOnlyWhatTheSendersSent() {
        Receipt letter = hub.accept("G22", document());
        Receipt status = hub.accept("H41", status("01-arrived"));
        assertThat(list(Set.of("H41"), null, null, 10, 0))
                .extracting(SentExchanges.Sent::exchangeId)
                .containsExactly(status.exchangeId());
        assertThat(list(Set.of("H41", "G22"), Kind.DOCUMENT, null, 10, 0)).hasSize(2);
        assertThat(list(Set.of("H41", "G22"), null, status.exchangeId(), 10, 0)).hasSize(1);
        assertThat(list(Set.of("H41"), null, letter.exchangeId(), 10, 0)).isEmpty();
        assertThat(list(Set.of(), null, null, 10, 0)).isEmpty();
    }

    @Test
    void tellsWhatItWasAndHowFarItIs() {
        Receipt letter = hub.accept("G22", document());
        UUID delivery = hub.delivery(letter, "H41");
        clock.advance(SOON);
        hub.mailbox.mark("H41", delivery, Mailbox.State.DONE, null);

        SentExchanges.Sent atH41 = list(Set.of("G22"), null, null, 10, 0).get(0);
        assertThat(atH41.deliveryId()).isEqualTo(delivery);
        assertThat(atH41.documentId()).isEqualTo(letter.documentId());
        assertThat(atH41.notation()).isEqualTo("9001/VPCP-KSTT");
        assertThat(atH41.subject()).isEqualTo("V/v rà soát dữ liệu dùng chung");
        assertThat(atH41.sentAt()).isEqualTo(letter.acceptedAt());
        assertThat(atH41.receivedAt()).isEqualTo(clock.instant());
        assertThat(atH41.state()).isEqualTo(Mailbox.State.DONE);

        SentExchanges.Sent atG15 = list(Set.of("G22"), null, null, 10, 1).get(0);
        assertThat(atG15.state()).isEqualTo(Mailbox.State.OPEN);
        assertThat(atG15.receivedAt()).isNull();
    }

    @Test
    void namesNoDeliveryWhileNobodyIsDecidedToReceive() {
        hub.accept("G22", documentTo("H90"));
        SentExchanges.Sent item = list(Set.of("G22"), null, null, 1, 0).get(0);
        assertThat(item.to()).isEqualTo("H90");
        assertThat(item.deliveryId()).isNull();
        assertThat(item.state()).isEqualTo(Mailbox.State.OPEN);
    }

    private List<SentExchanges.Sent> list(
            Set<String> senders, @Nullable Kind kind, @Nullable UUID exchange, int limit, int offset) {
        return sent.sent(new SentExchanges.Query(senders, kind, exchange, limit, offset));
    }
}
