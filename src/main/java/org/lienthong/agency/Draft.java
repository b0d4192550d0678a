package org.lienthong.agency;

import java.util.HashMap;
import java.util.Map;
import org.lienthong.config.Position;

/**
 * An agency that was read but not yet checked against the others.
 *
 * @param places where its parts stand: {@code ""} the agency, a key, or a key with an index such as {@code codes/0}
 */
record Draft(Agency agency, Map<String, Position> places) {

    /** An agency that came from no file; findings name it by id. */
    static Draft inMemory(Agency agency) {
        return new Draft(agency, Map.of("", new Position("agency " + agency.id(), 1, 1)));
    }

    /** With one part that another file changed. */
    Draft with(String key, Position place, Agency changed) {
        Map<String, Position> all = new HashMap<>(places);
        all.put(key, place);
        return new Draft(changed, Map.copyOf(all));
    }

    Draft with(String key, Position place, Succession succession) {
        return with(key, place, agency.with(succession));
    }

    Position at(String key) {
        Position place = places.get(key);
        if (place != null) {
            return place;
        }
        int slash = key.lastIndexOf('/');
        return slash < 0 ? places.getOrDefault("", new Position(agency.id(), 1, 1)) : at(key.substring(0, slash));
    }
}
