package org.lienthong.route;

import java.util.Arrays;
import java.util.Locale;
import org.lienthong.agency.Delivery;

/** How deliveries leave by themselves, without the recipient fetching them. */
enum Channel {
    PUSH(Delivery.Mode.PUSH),
    JMS(Delivery.Mode.JMS);

    private final Delivery.Mode mode;

    Channel(Delivery.Mode mode) {
        this.mode = mode;
    }

    static Channel of(String word) {
        return Arrays.stream(values())
                .filter(channel -> channel.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no hub:deliver/" + word + "; there are hub:deliver/push and hub:deliver/jms"));
    }

    Delivery.Mode mode() {
        return mode;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
