package org.lienthong.config;

/**
 * One thing wrong in a steward's file, in the form {@code file:line:column rule message}.
 *
 * @param rule short name of what was broken, such as {@code unknown-key}
 * @param message names the key, what is wrong, and the value
 */
public record Finding(Position at, String rule, String message) {

    @Override
    public String toString() {
        return at + " " + rule + " " + message;
    }
}
