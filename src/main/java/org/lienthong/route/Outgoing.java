package org.lienthong.route;

import java.io.InputStream;
import org.lienthong.delivery.Deliveries;
import org.lienthong.delivery.DueDelivery;

/** What a delivery's route carries as its body: the delivery, and its bytes when the call asks for them. */
record Outgoing(DueDelivery delivery, Deliveries deliveries) {

    InputStream open() {
        return deliveries.open(delivery);
    }

    /** Says what it is without showing what it says, for logs and traces. */
    @Override
    public String toString() {
        return "Outgoing[" + delivery.kind().wireName() + ", " + delivery.size() + " bytes]";
    }
}
