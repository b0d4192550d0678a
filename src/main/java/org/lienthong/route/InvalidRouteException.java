package org.lienthong.route;

/** A route file that the hub does not start with; the message names file, line and reason, for the steward. */
final class InvalidRouteException extends RuntimeException {

    InvalidRouteException(String message) {
        super(message);
    }
}
