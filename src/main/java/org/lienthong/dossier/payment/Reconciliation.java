package org.lienthong.dossier.payment;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The platform's list of a day against what the hub posted: the same lists give the same result, and nothing is changed by
 * it.
 *
 * @param platform agency id
 * @param matched payments that both have, with the same transaction and amount
 */
record Reconciliation(
        LocalDate day, String platform, Total here, Total there, int matched, List<Difference> differences) {

    /** @param amount in VND */
    record Total(int count, long amount) {}

    Reconciliation {
        differences = List.copyOf(differences);
    }

    /**
     * @param posted what the hub posted as paid on that day
     * @param known what the hub knows of the references in the list, whatever their state and day
     */
    static Reconciliation of(
            LocalDate day,
            String platform,
            List<Confirmation> list,
            List<PaymentTable.Row> posted,
            Map<String, PaymentTable.Row> known) {
        Comparison comparison = new Comparison(known);
        list.forEach(comparison::look);
        posted.forEach(comparison::lookFor);
        List<Difference> differences = new ArrayList<>(comparison.differences);
        differences.sort(Comparator.comparing(Difference::kind)
                .thenComparing(Difference::reference)
                .thenComparing(Difference::transaction, Comparator.nullsFirst(Comparator.naturalOrder())));
        List<Confirmation> paid = list.stream().filter(Confirmation::paid).toList();
        return new Reconciliation(
                day,
                platform,
                new Total(
                        posted.size(),
                        posted.stream().mapToLong(PaymentTable.Row::amount).sum()),
                new Total(
                        paid.size(),
                        paid.stream().mapToLong(Confirmation::amount).sum()),
                comparison.matched,
                differences);
    }

    private static final class Comparison {

        private final Map<String, PaymentTable.Row> known;
        private final List<Difference> differences = new ArrayList<>();
        private final Map<String, Set<String>> paid = new HashMap<>();
        private final Set<String> transactions = new HashSet<>();
        private final Map<String, Confirmation> listed = new LinkedHashMap<>();
        private int matched;

        Comparison(Map<String, PaymentTable.Row> known) {
            this.known = known;
        }

        void look(Confirmation there) {
            PaymentTable.@Nullable Row here = known.get(there.reference());
            listed.put(there.reference(), there);
            if (!transactions.add(there.transaction())) {
                add(Difference.Kind.DOUBLED, here, there);
            } else if (!there.paid()) {
                lookAtFailed(here, there);
            } else if (!firstPaid(there)) {
                add(Difference.Kind.DOUBLED, here, there);
            } else if (here == null) {
                add(Difference.Kind.MISSING_HERE, null, there);
            } else if (here.state() != PaymentState.CONFIRMED) {
                add(Difference.Kind.STATE, here, there);
            } else if (here.amount() != there.amount()) {
                add(Difference.Kind.AMOUNT, here, there);
            } else if (!there.transaction().equals(here.transaction())) {
                add(Difference.Kind.DOUBLED, here, there);
            } else {
                matched++;
            }
        }

        private boolean firstPaid(Confirmation there) {
            Set<String> before = paid.computeIfAbsent(there.reference(), reference -> new HashSet<>());
            before.add(there.transaction());
            return before.size() == 1;
        }

        private void lookAtFailed(PaymentTable.@Nullable Row here, Confirmation there) {
            if (here != null && there.transaction().equals(here.transaction())) {
                add(Difference.Kind.STATE, here, there);
            }
        }

        void lookFor(PaymentTable.Row here) {
            if (!listed.containsKey(here.reference())) {
                differences.add(Difference.missingThere(here));
            }
        }

        private void add(Difference.Kind kind, PaymentTable.@Nullable Row here, Confirmation there) {
            differences.add(Difference.of(kind, here == null ? null : here.state(), here, there));
        }
    }
}
