package org.lienthong.embedded;

/** The broker does not answer or refuses; what is accepted waits in the database until it does. */
public final class BrokerUnavailableException extends RuntimeException {

    BrokerUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
