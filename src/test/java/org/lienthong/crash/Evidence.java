package org.lienthong.crash;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What senders and recipients wrote down.
 *
 * @param intents by key
 * @param acks every receipt, repetitions too
 * @param refusals keys that were refused for good, with the answer
 * @param unknowns keys whose sender once got no answer
 * @param receptions every arrival at a recipient, repetitions too
 */
record Evidence(
        Map<String, Intent> intents,
        List<Ack> acks,
        Map<String, String> refusals,
        Set<String> unknowns,
        List<Reception> receptions) {

    record Intent(String sha256, List<String> recipients) {}

    record Ack(String key, String exchangeId) {}

    /**
     * @param deliveryId the key by which a recipient tells a repetition: two of them are two effects
     * @param sha256 of the bytes without the hub's trace header
     * @param asAnnounced whether the bytes as they came had the digest that the hub announced
     */
    record Reception(
            String recipient, String deliveryId, String exchangeId, String key, String sha256, boolean asAnnounced) {}

    static Evidence of(List<String[]> sent, List<String[]> received) {
        Evidence evidence = new Evidence(
                new LinkedHashMap<>(),
                new ArrayList<>(),
                new LinkedHashMap<>(),
                new LinkedHashSet<>(),
                new ArrayList<>());
        for (String[] line : sent) {
            switch (line[0]) {
                case "INTENT" -> evidence.intents.put(line[1], new Intent(line[2], List.of(line[4].split(","))));
                case "ACK" -> evidence.acks.add(new Ack(line[1], line[2]));
                case "NACK" -> evidence.refusals.put(line[1], line[2]);
                case "UNKNOWN" -> evidence.unknowns.add(line[1]);
                default -> throw new IllegalStateException("unknown ledger line " + line[0]);
            }
        }
        for (String[] line : received) {
            evidence.receptions.add(
                    new Reception(line[1], line[2], line[3], line[4], line[5], Boolean.parseBoolean(line[6])));
        }
        return evidence;
    }

    /** The effects: which deliveries each recipient took in, by document key and recipient. */
    Map<Effect, Set<String>> effects() {
        Map<Effect, Set<String>> effects = new LinkedHashMap<>();
        for (Reception reception : receptions) {
            effects.computeIfAbsent(new Effect(reception.key(), reception.recipient()), effect -> new LinkedHashSet<>())
                    .add(reception.deliveryId());
        }
        return effects;
    }

    record Effect(String key, String recipient) {}
}
