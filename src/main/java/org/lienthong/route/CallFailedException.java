package org.lienthong.route;

/** A call to a registered system did not do. */
final class CallFailedException extends RuntimeException {

    private final String reason;
    private final boolean isFinal;

    /** @param isFinal whether the system refused for good, so that trying again is no use */
    CallFailedException(String reason, boolean isFinal) {
        super(reason, null, false, false);
        this.reason = reason;
        this.isFinal = isFinal;
    }

    /** What happened, in a few words without anything from the message. */
    String reason() {
        return reason;
    }

    boolean isFinal() {
        return isFinal;
    }
}
