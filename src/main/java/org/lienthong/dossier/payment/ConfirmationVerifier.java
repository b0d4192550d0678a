package org.lienthong.dossier.payment;

/**
 * Checks what a payment platform signs its confirmations with. How the national one does is not public: without a bean of
 * this kind its credential alone proves it.
 */
@FunctionalInterface
public interface ConfirmationVerifier {

    /** One header of the request, or null. */
    @FunctionalInterface
    interface Headers {
        @org.jspecify.annotations.Nullable
        String get(String name);
    }

    /**
     * @param body as it came
     * @throws org.lienthong.problem.ProblemException when the platform did not sign it
     */
    void verify(Headers headers, byte[] body);
}
