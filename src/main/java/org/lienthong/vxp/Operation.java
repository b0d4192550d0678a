package org.lienthong.vxp;

import java.io.IOException;
import java.util.Set;

/**
 * An operation of the axis.
 *
 * @param methods HTTP methods under which it can be called
 */
record Operation(Set<String> methods, Action action) {

    /** Answers the call, or throws the problem to answer with. */
    interface Action {
        void run(Call call) throws IOException;
    }

    static Operation post(Action action) {
        return new Operation(Set.of("POST"), action);
    }

    static Operation get(Action action) {
        return new Operation(Set.of("GET"), action);
    }

    /** The axis names GET; some clients send every call as POST. */
    static Operation getOrPost(Action action) {
        return new Operation(Set.of("GET", "POST"), action);
    }
}
