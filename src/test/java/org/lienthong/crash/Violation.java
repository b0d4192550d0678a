package org.lienthong.crash;

/**
 * Something that must never be.
 *
 * @param letter of the check: L lost, D doubled, G ghost, I integrity, R receipt, A audit, P published log, Q queue, U unknown, T stop
 */
record Violation(char letter, String text) {

    @Override
    public String toString() {
        return letter + ": " + text;
    }
}
