package org.lienthong.delivery;

/** Runs what is handed in through the route that starts at {@code hub:intake/<kind>}; the {@code route} package does. */
public interface IntakeRoutes {

    /**
     * Returns what {@link Handed#accept} returned.
     *
     * @throws org.lienthong.problem.ProblemException when it is refused, by the route or by the acceptance
     */
    <R> R run(Handed<R> handed);
}
