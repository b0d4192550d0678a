package org.lienthong.call;

/**
 * What the hub logs in with at a system that has a login of its own.
 *
 * @param password is never shown
 */
public record Login(String user, String password) {

    @Override
    public String toString() {
        return "Login[" + user + "]";
    }
}
