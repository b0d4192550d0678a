package org.lienthong.dossier;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How one source system's own words become the portal's. An empty table means that the system uses the portal's words.
 *
 * @param states its status words, for example {@code 15}, to the portal's
 * @param applicantKinds its {@code LoaiDoiTuong} to the portal's
 */
public record SourceMapping(Map<String, DossierState> states, Map<String, String> applicantKinds) {

    public static final SourceMapping NONE = new SourceMapping(Map.of(), Map.of());

    public SourceMapping {
        states = Map.copyOf(states);
        applicantKinds = Map.copyOf(applicantKinds);
    }

    /** Whether the record that is sent to the portal is the record that came. */
    public boolean isIdentity() {
        return states.isEmpty() && applicantKinds.isEmpty();
    }

    /** @return null when the word is in no table */
    public @Nullable DossierState state(String word) {
        if (!states.isEmpty()) {
            return states.get(word);
        }
        return word.length() <= 2 && word.chars().allMatch(c -> c >= '0' && c <= '9') && !word.isEmpty()
                ? DossierState.of(Integer.parseInt(word))
                : null;
    }
}
