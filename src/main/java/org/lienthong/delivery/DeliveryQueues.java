package org.lienthong.delivery;

/** The names that relay and deliverers share: one queue per recipient, messages that name a delivery and an attempt. */
public final class DeliveryQueues {

    /** Message property with the delivery's UUID. */
    public static final String DELIVERY_ID = "deliveryId";

    /** Message property with the number of attempts before this one: a message of an earlier attempt is void. */
    public static final String ATTEMPT = "attempt";

    /** Message property with the time at which it was handed to the broker, in milliseconds since 1970. */
    public static final String RELAYED_AT = "relayedAt";

    private DeliveryQueues() {}

    /** The queue at the broker that holds what waits for this agency: {@code deliver.<agency id>}. */
    public static String nameFor(String agency) {
        return "deliver." + agency;
    }
}
