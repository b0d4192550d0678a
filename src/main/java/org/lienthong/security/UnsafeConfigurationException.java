package org.lienthong.security;

/** The hub would let in whom it must not, so it does not start; said to the person who starts it. */
public final class UnsafeConfigurationException extends RuntimeException {

    private final String action;

    /**
     * @param what is wrong, and under which key
     * @param action what to do about it
     */
    public UnsafeConfigurationException(String what, String action) {
        super(what);
        this.action = action;
    }

    String action() {
        return action;
    }
}
