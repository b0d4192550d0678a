package org.lienthong.audit.verify;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lienthong.audit.log.Checkpoint;
import org.lienthong.audit.log.Cosignature;
import org.lienthong.audit.log.LogFormatException;
import org.lienthong.audit.log.LogProof;
import org.lienthong.audit.log.VerifierKey;

/** Checks that a receipt proves the acceptance of one document, offline. */
public final class ReceiptVerifier {

    // An entry is canonical JSON: a quote within a value is escaped, so this spelling can only be the member itself.
    private static final Pattern DIGEST = Pattern.compile("[{,]\"sha256\":\"([0-9a-f]{64})\"[,}]");
    private static final Pattern ACCEPTED = Pattern.compile("[{,]\"event\":\"accepted\"[,}]");

    private final VerifierKey key;
    private final WitnessPolicy policy;

    /** @param policy whose cosignatures the receipt must have */
    public ReceiptVerifier(VerifierKey key, WitnessPolicy policy) {
        this.key = key;
        this.policy = policy;
    }

    /**
     * What a receipt proves.
     *
     * @param entry the accepting entry, as logged
     * @param size of the log that the receipt was made from
     * @param witnessed in words: who cosigned it, and who did not; empty without witnesses
     */
    public record Proven(String entry, long index, long size, String witnessed) {}

    /**
     * @param receipt the text of the {@code .tlog-proof} file
     * @param sha256 of the document, as it was handed in
     * @throws WrongLogException saying what does not hold
     */
    public Proven verify(String receipt, byte[] sha256) throws WrongLogException {
        LogProof proof;
        Checkpoint checkpoint;
        try {
            proof = LogProof.parse(receipt);
            checkpoint = proof.verify(key);
        } catch (LogFormatException e) {
            throw new WrongLogException("the receipt: " + e.getMessage());
        }
        String entry = new String(proof.entry(), StandardCharsets.UTF_8);
        Matcher digest = DIGEST.matcher(entry);
        if (!ACCEPTED.matcher(entry).find() || !digest.find()) {
            throw new WrongLogException("the receipt: its entry records no acceptance");
        }
        if (!digest.group(1).equals(HexFormat.of().formatHex(sha256))) {
            throw new WrongLogException("the receipt is another document's: its entry has sha256 " + digest.group(1));
        }
        List<Cosignature> cosignatures =
                policy.cosignatures(proof.checkpoint().getBytes(StandardCharsets.UTF_8), "the receipt");
        policy.require(cosignatures, "the receipt");
        String witnessed = policy.isEmpty() ? "" : "It is " + policy.describe(cosignatures) + ".";
        return new Proven(entry, proof.index(), checkpoint.size(), witnessed);
    }
}
