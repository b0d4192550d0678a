package org.lienthong.vxp;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lienthong.agency.Agencies;
import org.lienthong.agency.Agency;
import org.lienthong.agency.Axis;
import org.lienthong.agency.Resolution;
import org.lienthong.security.Caller;
import org.lienthong.security.Role;

/** Who a {@code systemid} is: a centre of the axis, or an agency by any of its codes. */
final class Centres {

    private final Agencies agencies;

    Centres(Agencies agencies) {
        this.agencies = agencies;
    }

    /** The caller that this system is, once its signature has been proven. */
    Optional<Caller> find(String systemId) {
        return agencies.current()
                .bySystemId(systemId)
                .or(() -> agency(systemId))
                .map(agency -> new Caller(systemId, agency.id(), scope(agency), Set.of(Role.AGENCY)));
    }

    /** The agency that holds a code today, merged or not. */
    Optional<Agency> agency(String code) {
        Resolution resolution = agencies.resolve(code);
        if (resolution instanceof Resolution.Found found) {
            return Optional.of(found.agency());
        }
        return resolution instanceof Resolution.Undecided split ? Optional.of(split.agency()) : Optional.empty();
    }

    private static Set<String> scope(Agency agency) {
        Set<String> scope = new HashSet<>();
        scope.add(agency.id());
        @Nullable Axis axis = agency.axis();
        if (axis != null) {
            scope.addAll(axis.scope());
        }
        return scope;
    }
}
