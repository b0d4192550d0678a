package org.lienthong.audit.cosign;

import org.lienthong.audit.log.Cosignature;

/** What became of asking a witness about one checkpoint. */
sealed interface Verdict {

    /** @param line the signature line, with its line feed */
    record Cosigned(String line, Cosignature cosignature) implements Verdict {}

    /** The witness saw the log when it was longer: we have lost entries, or have not published all of them again yet. */
    record Longer(long size) implements Verdict {}

    /** The witness saw another history. */
    record Contradicted(String why) implements Verdict {}

    /** Its signature is not one of the witness that is configured. */
    record Unproven(String why) implements Verdict {}

    /** No answer, or none that says anything about the history. */
    record Failed(String why) implements Verdict {}
}
