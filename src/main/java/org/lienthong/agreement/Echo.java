package org.lienthong.agreement;

import java.util.List;

/**
 * Where an answer repeats what was asked for, so that an answer about somebody else can be told.
 *
 * @param request pointer (RFC 6901) to the request's member; where a request has none, nothing is compared
 * @param answer paths of fields; in one of them, and in every item if it lies in an array, the same has to stand
 */
public record Echo(String request, List<String> answer) {

    public Echo {
        answer = List.copyOf(answer);
        if (answer.isEmpty()) {
            throw new IllegalArgumentException("an echo stands somewhere in the answer");
        }
    }
}
