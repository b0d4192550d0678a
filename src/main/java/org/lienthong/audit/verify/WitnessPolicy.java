package org.lienthong.audit.verify;

import java.util.List;
import java.util.stream.Collectors;
import org.lienthong.audit.log.Cosignature;
import org.lienthong.audit.log.LogFormatException;
import org.lienthong.audit.log.SignedNote;
import org.lienthong.audit.log.WitnessKey;

/**
 * Whose cosignatures a checkpoint must have.
 *
 * @param witnesses that are trusted
 * @param quorum how many of them must have signed; 0 for none
 */
public record WitnessPolicy(List<WitnessKey> witnesses, int quorum) {

    public WitnessPolicy {
        witnesses = List.copyOf(witnesses);
        if (quorum < 0 || quorum > witnesses.size()) {
            throw new IllegalArgumentException("the quorum is from 0 to the number of witnesses");
        }
        if (witnesses.stream().distinct().count() < witnesses.size()) {
            throw new IllegalArgumentException("a witness is given twice");
        }
    }

    public static WitnessPolicy none() {
        return new WitnessPolicy(List.of(), 0);
    }

    boolean isEmpty() {
        return witnesses.isEmpty();
    }

    /**
     * The cosignatures of the trusted witnesses.
     *
     * @throws WrongLogException when one of them is wrong
     */
    List<Cosignature> cosignatures(byte[] note, String name) throws WrongLogException {
        try {
            return SignedNote.parse(note).cosignatures(witnesses);
        } catch (LogFormatException e) {
            throw new WrongLogException(name + ": " + e.getMessage());
        }
    }

    boolean isMetBy(List<Cosignature> cosignatures) {
        return cosignatures.size() >= quorum;
    }

    /** For example {@code cosigned by 1 of 2 witnesses: a at 2026-…; missing: b}. */
    String describe(List<Cosignature> cosignatures) {
        StringBuilder text = new StringBuilder("cosigned by " + cosignatures.size() + " of " + witnesses.size()
                + (witnesses.size() == 1 ? " witness" : " witnesses"));
        if (!cosignatures.isEmpty()) {
            text.append(": ")
                    .append(cosignatures.stream()
                            .map(one -> one.witness().name() + " at " + one.time())
                            .collect(Collectors.joining(", ")));
        }
        List<WitnessKey> signed =
                cosignatures.stream().map(Cosignature::witness).toList();
        String missing = witnesses.stream()
                .filter(witness -> !signed.contains(witness))
                .map(WitnessKey::name)
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            text.append("; missing: ").append(missing);
        }
        return text.toString();
    }

    void require(List<Cosignature> cosignatures, String name) throws WrongLogException {
        if (!isMetBy(cosignatures)) {
            throw new WrongLogException(
                    name + ": " + quorum + " cosignatures are needed, but it is " + describe(cosignatures));
        }
    }
}
