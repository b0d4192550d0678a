package org.lienthong.dossier.record;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lienthong.agency.Agency;
import org.lienthong.agency.AgencyRegistry;
import org.lienthong.agency.Resolution;
import org.lienthong.dossier.DossierCode;

/**
 * Whose a dossier is: the agency whose code stands in front of the dossier's, or the nearest above it that the hub knows,
 * on the day in the code; and after a merger its successor. Batches name few agencies and days, so the answers are
 * remembered. Not safe for use by several threads.
 */
public final class Owners {

    private static final int MOST = 20_000;

    private final AgencyRegistry registry;
    private final LocalDate today;
    private final Map<String, Owner> byPrefix = new HashMap<>();

    public Owners(AgencyRegistry registry, LocalDate today) {
        this.registry = registry;
        this.today = today;
    }

    /**
     * @param agency id of who answers for the dossier today; null when nobody does
     * @param candidates ids of all that may send it: who held the code, and who receives for it
     */
    private record Owner(
            @Nullable String agency,
            List<String> candidates,
            @Nullable Reason wrong) {}

    /** The id of the agency that answers for the dossier today, if there is one and only one. */
    public Optional<String> of(String code) {
        return Optional.ofNullable(owner(code).agency());
    }

    /** Why who may act for these agencies may not send records of this dossier; null when it may. */
    public @Nullable Reason refusal(String code, Set<String> scope) {
        Owner owner = owner(code);
        if (owner.wrong() != null) {
            return owner.wrong();
        }
        for (String candidate : owner.candidates()) {
            if (registry.covers(scope, candidate, today)) {
                return null;
            }
        }
        return Reason.NOT_OWN_AGENCY;
    }

    private Owner owner(String code) {
        String prefix = DossierCode.prefix(code);
        Owner known = byPrefix.get(prefix);
        if (known == null) {
            known = find(code);
            if (byPrefix.size() == MOST) {
                byPrefix.clear();
            }
            byPrefix.put(prefix, known);
        }
        return known;
    }

    private Owner find(String text) {
        DossierCode code = DossierCode.parse(text);
        if (code == null) {
            return new Owner(null, List.of(), Reason.INVALID_CODE);
        }
        if (code.day().isAfter(today.plusDays(1))) {
            return new Owner(null, List.of(), Reason.DATE_OUT_OF_RANGE);
        }
        for (String issuer = code.issuer(); issuer != null; issuer = above(issuer)) {
            Resolution resolution = registry.resolve(issuer, code.day(), today);
            if (resolution instanceof Resolution.Found found) {
                String receiver = found.receiver().id();
                return new Owner(receiver, List.of(receiver, found.agency().id()), null);
            }
            if (resolution instanceof Resolution.Undecided split) {
                List<String> candidates =
                        split.candidates().stream().map(Agency::id).toList();
                return new Owner(null, candidates, null);
            }
        }
        return new Owner(null, List.of(), Reason.UNKNOWN_AGENCY);
    }

    /** {@code H56.12.3} → {@code H56.12} → {@code H56}; {@code 001.02.03.H56} → {@code 000.02.03.H56} → {@code 000.00.00.H56}. */
    static @Nullable String above(String issuer) {
        if (Character.isLetter(issuer.charAt(0))) {
            int dot = issuer.lastIndexOf('.');
            return dot < 0 ? null : issuer.substring(0, dot);
        }
        String[] groups = issuer.split("\\.", -1);
        for (int i = 0; i < 3; i++) {
            String zeros = "0".repeat(groups[i].length());
            if (!groups[i].equals(zeros)) {
                groups[i] = zeros;
                return String.join(".", groups);
            }
        }
        return null;
    }
}
