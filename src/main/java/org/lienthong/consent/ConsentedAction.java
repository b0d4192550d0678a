package org.lienthong.consent;

/** Something that may need the consent of a second person. Each is a bean. */
public interface ConsentedAction {

    /** The word that {@code hub.operations.consent} lists. */
    String name();

    /**
     * Does it, in the transaction of the one who calls; the order was checked when it was proposed, but what it is about may
     * have changed since.
     *
     * @return what the one who ordered is told
     * @throws org.lienthong.problem.ProblemException when it is not possible any more
     */
    Object perform(Order order);
}
