package org.lienthong.crash;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.lienthong.delivery.CrashPoint;

/** What a run adds up to. */
final class CrashReport {

    private static final String LETTERS = "LDGIRAPQUT";

    final Map<CrashPoint, Integer> hits = new EnumMap<>(CrashPoint.class);
    final List<Violation> violations = new ArrayList<>();
    final List<Duration> restarts = new ArrayList<>();
    final List<Duration> stops = new ArrayList<>();
    int randomKills;
    int missedPoints;
    int lostQueues;
    int checkpoints;
    long documents;
    long acks;
    long effects;
    long receptions;
    long unknown;
    long repeats;
    long cut;

    int kills() {
        return randomKills + hits.values().stream().mapToInt(Integer::intValue).sum();
    }

    void hit(CrashPoint point) {
        hits.merge(point, 1, Integer::sum);
    }

    void count(Evidence evidence) {
        documents = evidence.intents().size();
        acks = evidence.acks().stream().map(Evidence.Ack::key).distinct().count();
        effects = evidence.effects().size();
        receptions = evidence.receptions().size();
        unknown = evidence.unknowns().size();
    }

    void print(PrintStream out) {
        out.println();
        line(
                out,
                "kills",
                kills() + " (" + randomKills + " at random moments, " + missedPoints
                        + " of them for a point that was not passed)");
        hits.forEach((point, count) -> line(out, "  at " + point.word(), count));
        line(out, "orderly stops", stops.size() + ", ms " + spread(stops));
        line(out, "queues deleted and rebuilt", lostQueues);
        line(out, "restart to ready, ms", spread(restarts));
        line(out, "documents sent", documents + ", " + acks + " acknowledged");
        line(out, "documents without an answer", unknown + ", requests cut off " + cut + ", repeated " + repeats);
        line(out, "effects at recipients", effects + ", arrivals " + receptions);
        line(out, "checkpoints of the audit log", checkpoints + " different ones seen");
        Map<Character, Long> counts = new TreeMap<>();
        for (Violation violation : violations) {
            counts.merge(violation.letter(), 1L, Long::sum);
        }
        StringBuilder byLetter = new StringBuilder();
        for (char letter : LETTERS.toCharArray()) {
            byLetter.append(letter)
                    .append('=')
                    .append(counts.getOrDefault(letter, 0L))
                    .append(' ');
        }
        line(out, "violations", violations.size() + "  " + byLetter);
        violations.stream().limit(50).forEach(violation -> out.println("  " + violation));
    }

    private static String spread(List<Duration> durations) {
        if (durations.isEmpty()) {
            return "-";
        }
        List<Duration> sorted = durations.stream().sorted().toList();
        return String.format(
                Locale.ROOT,
                "min %d / median %d / max %d",
                sorted.get(0).toMillis(),
                sorted.get(sorted.size() / 2).toMillis(),
                sorted.get(sorted.size() - 1).toMillis());
    }

    private static void line(PrintStream out, String name, Object value) {
        out.printf(Locale.ROOT, "%-28s %s%n", name, value);
    }
}
