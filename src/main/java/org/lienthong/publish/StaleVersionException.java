package org.lienthong.publish;

/** Another version came into force than the one that a change was made from. */
final class StaleVersionException extends RuntimeException {

    private final long inForce;

    StaleVersionException(long inForce) {
        super("version " + inForce + " is in force by now", null, false, false);
        this.inForce = inForce;
    }

    long inForce() {
        return inForce;
    }
}
