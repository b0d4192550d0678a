package org.lienthong.audit;

import org.jspecify.annotations.Nullable;

/**
 * Who did something, and to or for whom.
 *
 * @param actor who did it: an agency id, a caller's id, or {@code hub}
 * @param system the credential or system that the actor used, if the actor is an agency
 * @param subject the agency it was done to or for, if it is another one
 */
public record Who(
        String actor, @Nullable String system, @Nullable String subject) {

    public static final Who HUB = of("hub");

    public static Who of(String actor) {
        return of(actor, null);
    }

    public static Who of(String actor, @Nullable String system) {
        return new Who(actor, system, null);
    }

    public Who to(@Nullable String agency) {
        return new Who(actor, system, agency);
    }
}
