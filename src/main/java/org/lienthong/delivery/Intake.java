package org.lienthong.delivery;

import java.io.IOException;

/**
 * The one way in for documents and statuses, whatever the wire. The {@code route} package implements it by running the
 * route that starts at {@code hub:intake/documents}.
 */
public interface Intake {

    /**
     * Reads, checks and durably accepts one message.
     *
     * @throws org.lienthong.problem.ProblemException when it is refused; the refusal is audited before this is thrown
     * @throws IOException when the caller's bytes cannot be read to the end
     */
    Receipt submit(Submission submission) throws IOException;
}
