package org.lienthong.console;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.lienthong.security.Role;

/** The parts of the console, in the order of the menu, and who sees them. Agencies' systems have none: they have the API. */
enum Area {
    OVERVIEW("", Role.OPERATOR, Role.STEWARD, Role.AUDITOR),
    EXCHANGES("exchanges", Role.OPERATOR, Role.AUDITOR),
    DEADLETTERS("dead-letters", Role.OPERATOR),
    AGENCIES("agencies", Role.OPERATOR, Role.STEWARD, Role.AUDITOR),
    ROUTES("routes", Role.OPERATOR, Role.STEWARD),
    VERSIONS("versions", Role.OPERATOR, Role.STEWARD, Role.AUDITOR),
    AGREEMENTS("agreements", Role.OPERATOR, Role.STEWARD, Role.AUDITOR),
    LOG("log", Role.OPERATOR, Role.STEWARD, Role.AUDITOR),
    INDICATORS("indicators", Role.OPERATOR, Role.STEWARD, Role.AUDITOR);

    static final String ROOT = "/console";

    private final String path;
    private final Set<Role> roles;

    Area(String path, Role first, Role... others) {
        this.path = path;
        this.roles = EnumSet.of(first, others);
    }

    static List<Area> of(Set<Role> caller) {
        return Stream.of(values()).filter(area -> area.isFor(caller)).toList();
    }

    boolean isFor(Set<Role> caller) {
        return caller.stream().anyMatch(roles::contains);
    }

    String[] roles() {
        return roles.stream().map(Role::name).toArray(String[]::new);
    }

    /** Where it begins. */
    public String href() {
        return path.isEmpty() ? ROOT : ROOT + "/" + path;
    }

    /** As in message keys. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Its paths, for the rules. */
    String[] patterns() {
        return path.isEmpty()
                ? new String[] {ROOT, ROOT + "/", ROOT + "/live/overview"}
                : new String[] {href(), href() + "/**", ROOT + "/live/" + path};
    }
}
