package org.lienthong.delivery;

/** The names that relay and deliverers share: one queue per recipient, messages that carry only a delivery id. */
public final class DeliveryQueues {

    /** Message property with the delivery's UUID. */
    public static final String DELIVERY_ID = "deliveryId";

    private DeliveryQueues() {}

    /** The queue at the broker that holds what waits for this agency: {@code deliver.<agency id>}. */
    public static String nameFor(String agency) {
        return "deliver." + agency;
    }
}
