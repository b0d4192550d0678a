package org.lienthong.crash;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lienthong.crash.Evidence.Ack;
import org.lienthong.crash.Evidence.Effect;
import org.lienthong.crash.Evidence.Intent;
import org.lienthong.crash.Evidence.Reception;

/** Compares what was promised with what happened. Pure: the same evidence gives the same violations. */
final class CrashChecks {

    private final Evidence evidence;
    private final AtRest rest;
    private final Map<Effect, Set<String>> effects;
    private final List<Violation> violations = new ArrayList<>();

    private CrashChecks(Evidence evidence, AtRest rest) {
        this.evidence = evidence;
        this.rest = rest;
        this.effects = evidence.effects();
    }

    static List<Violation> check(Evidence evidence, AtRest rest) {
        CrashChecks checks = new CrashChecks(evidence, rest);
        checks.nothingLost();
        checks.nothingDoubled();
        checks.nothingFromNowhere();
        checks.bytesEqual();
        checks.receiptsStable();
        checks.audited();
        checks.everyCheckpointIsAPrefix();
        checks.nothingWaits();
        checks.unknownResolved();
        return checks.violations;
    }

    private void nothingLost() {
        for (String key : acknowledged()) {
            for (String recipient : recipients(key)) {
                if (!effects.containsKey(new Effect(key, recipient))) {
                    violate('L', key + " was acknowledged and never reached " + recipient);
                }
            }
        }
    }

    private void nothingDoubled() {
        effects.forEach((effect, deliveries) -> {
            if (deliveries.size() > 1) {
                violate('D', effect.key() + " had " + deliveries.size() + " effects at " + effect.recipient());
            }
        });
    }

    private void nothingFromNowhere() {
        for (Effect effect : effects.keySet()) {
            if (!evidence.intents().containsKey(effect.key())) {
                violate('G', effect.key() + " reached " + effect.recipient() + " and was never sent");
            } else if (!recipients(effect.key()).contains(effect.recipient())) {
                violate('G', effect.key() + " reached " + effect.recipient() + ", which it was not sent to");
            }
        }
    }

    private void bytesEqual() {
        for (Reception reception : evidence.receptions()) {
            Intent intent = evidence.intents().get(reception.key());
            if (intent != null && !intent.sha256().equals(reception.sha256())) {
                violate('I', reception.key() + " came to " + reception.recipient() + " with other bytes");
            }
            if (!reception.asAnnounced()) {
                violate('I', reception.key() + " came to " + reception.recipient() + " other than announced");
            }
        }
    }

    private void receiptsStable() {
        Map<String, String> receipts = new HashMap<>();
        for (Ack ack : evidence.acks()) {
            String earlier = receipts.putIfAbsent(ack.key(), ack.exchangeId());
            if (earlier != null && !earlier.equals(ack.exchangeId())) {
                violate('R', ack.key() + " has the receipts " + earlier + " and " + ack.exchangeId());
            }
        }
        for (Reception reception : evidence.receptions()) {
            String receipt = receipts.get(reception.key());
            if (receipt != null && !receipt.equals(reception.exchangeId())) {
                violate('R', reception.key() + " was delivered as " + reception.exchangeId() + ", receipt " + receipt);
            }
        }
        evidence.refusals().forEach((key, answer) -> violate('R', key + " is in order and was refused: " + answer));
    }

    private void audited() {
        for (Ack ack : new LinkedHashSet<>(evidence.acks())) {
            AtRest.Story story = rest.stories().get(ack.exchangeId());
            if (story == null) {
                violate('A', ack.key() + ": the hub knows no exchange " + ack.exchangeId());
                continue;
            }
            expectOne(ack, story, "accepted", null);
            for (String recipient : recipients(ack.key())) {
                expectOne(ack, story, "delivered", recipient);
                if ("pull".equals(story.modes().get(recipient))) {
                    expectOne(ack, story, "acknowledged", recipient);
                }
            }
        }
        if (!rest.audit().isGapFree()) {
            violate('A', "the audit log has gaps: " + rest.audit());
        }
        if (!rest.audit().earlierIntact()) {
            violate('A', "audit entries of before the outage have changed or are gone");
        }
    }

    private void everyCheckpointIsAPrefix() {
        rest.broken().forEach(what -> violate('P', "the published log: " + what));
    }

    private void expectOne(Ack ack, AtRest.Story story, String word, String recipient) {
        long count = story.history().stream()
                .filter(event -> event.word().equals(word))
                .filter(event -> recipient == null || recipient.equals(event.recipient()))
                .count();
        if (count != 1) {
            String whose = recipient == null ? "" : " for " + recipient;
            violate('A', ack.key() + " has " + count + " entries '" + word + "'" + whose);
        }
    }

    private void nothingWaits() {
        rest.stories().forEach((exchange, story) -> story.states().forEach((recipient, state) -> {
            if (!"done".equals(state)) {
                violate('Q', exchange + " is " + state + " at " + recipient);
            }
        }));
        rest.waiting().forEach(delivery -> violate('Q', "delivery " + delivery));
        rest.operatorItems().forEach(item -> violate('Q', "waits for an operator: " + item));
        rest.queued().forEach((queue, count) -> violate('Q', count + " messages left in queue " + queue));
        rest.leftovers().forEach(file -> violate('Q', "file left over: " + file));
    }

    private void unknownResolved() {
        Set<String> acknowledged = acknowledged();
        for (String key : evidence.unknowns()) {
            if (!acknowledged.contains(key) && !evidence.refusals().containsKey(key)) {
                violate('U', key + " was never resolved by repeating it");
            }
        }
    }

    private Set<String> acknowledged() {
        Set<String> keys = new LinkedHashSet<>();
        evidence.acks().forEach(ack -> keys.add(ack.key()));
        return keys;
    }

    private List<String> recipients(String key) {
        Intent intent = evidence.intents().get(key);
        return intent == null ? List.of() : intent.recipients();
    }

    private void violate(char letter, String text) {
        violations.add(new Violation(letter, text));
    }
}
