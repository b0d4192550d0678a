package org.lienthong.dossier.portal;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the portal said to a call.
 *
 * @param words its own, for people; empty when it said nothing
 * @param pause how long it asks to be left alone
 */
record Reply(Meaning meaning, String words, @Nullable Duration pause) {

    static Reply of(Meaning meaning) {
        return new Reply(meaning, "", null);
    }
}
