package org.lienthong.search;

import java.util.Set;
import org.lienthong.security.Caller;
import org.lienthong.security.Role;

/**
 * Who looks. Operators and auditors see every exchange, an agency only what it sent or was sent.
 *
 * @param id names the caller in audit entries
 * @param all whether every exchange is seen
 * @param scope ids of the agencies whose exchanges are seen otherwise
 */
public record Viewer(String id, boolean all, Set<String> scope) {

    public Viewer {
        scope = Set.copyOf(scope);
    }

    public static Viewer of(Caller caller) {
        boolean all = caller.roles().contains(Role.OPERATOR) || caller.roles().contains(Role.AUDITOR);
        return new Viewer(caller.id(), all, caller.scope());
    }

    /** Whether it may see what this agency sent or was sent. */
    public boolean sees(String agency) {
        return all || scope.contains(agency);
    }
}
