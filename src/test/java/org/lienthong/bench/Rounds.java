package org.lienthong.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.ToDoubleFunction;

/** Lets the variants take turns and prints what came out: medians, and ratios of what was measured in the same round. */
final class Rounds {

    private static final int CURVE_SECONDS = 5;
    private static final int KILO = 1000;

    private final BenchmarkSettings settings;
    private final List<Variant> variants;
    private final PrintStream out;
    private int run;
    private Instant warm = Instant.MAX;

    Rounds(BenchmarkSettings settings, List<Variant> variants, PrintStream out) {
        this.settings = settings;
        this.variants = variants;
        this.out = out;
    }

    /** Returns when the first warm-up was over. */
    Instant run() throws Exception {
        out.printf(
                Locale.ROOT,
                "Java %s, %d processors, load average before %s, %s for each JVM%n",
                Runtime.version(),
                Runtime.getRuntime().availableProcessors(),
                loadAverage(),
                BenchmarkSettings.HEAP);
        for (int size : settings.sizes()) {
            compare(size);
        }
        if (!settings.curve().isEmpty()) {
            curve(settings.sizes().get(0));
        }
        out.printf("load average after %s%n", loadAverage());
        return warm;
    }

    private void compare(int kilobytes) throws Exception {
        Map<Variant, List<Variant.Result>> results = new LinkedHashMap<>();
        Variant.Load warming =
                new Variant.Load(kilobytes * KILO, settings.concurrency(), settings.warmup(), settings.patience(), 1);
        turns(variants, warming);
        variants.forEach(variant -> results.put(variant, new ArrayList<>()));
        warm = warm == Instant.MAX ? Instant.now() : warm;
        List<Variant> order = new ArrayList<>(variants);
        for (int round = 0; round < settings.rounds(); round++) {
            turns(order, load(kilobytes, settings.concurrency(), settings.seconds()))
                    .forEach((variant, result) -> results.get(variant).add(result));
            Collections.reverse(order); // what one leaves behind for the next must not always hit the same
        }
        out.printf(
                "%n%d kB, %d senders, %d deliveries at once, medians of %d rounds of %d s%s%n",
                kilobytes,
                settings.concurrency(),
                settings.consumers(),
                settings.rounds(),
                settings.seconds(),
                settings.together() ? ", all at the same time" : "");
        out.printf(
                "%-18s %8s %8s %8s %12s %8s %11s %8s%n",
                "", "docs/s", "p50 ms", "p99 ms", "CPU-ms/doc", "of it JVM", "PostgreSQL", "load");
        results.forEach((variant, measured) -> out.printf(
                Locale.ROOT,
                "%-18s %8.0f %8.1f %8.1f %12.2f %9.2f %11.2f %8.2f%s%n",
                variant.title(),
                median(measured, result -> result.figures().perSecond()),
                median(measured, result -> result.figures().p50()),
                median(measured, result -> result.figures().p99()),
                median(measured, Variant.Result::cpu),
                median(measured, Variant.Result::jvm),
                median(measured, Variant.Result::postgres),
                median(measured, Variant.Result::load),
                remarks(measured)));
        ratios(results);
    }

    private void ratios(Map<Variant, List<Variant.Result>> results) {
        for (Variant hub : variants) {
            for (Variant other : variants) {
                if (hub.title().startsWith("hub") && !other.title().startsWith("hub")) {
                    ratio(hub.title() + " : " + other.title(), results.get(hub), results.get(other));
                }
            }
        }
    }

    private void ratio(String title, List<Variant.Result> hub, List<Variant.Result> other) {
        StringBuilder rounds = new StringBuilder();
        double[] ratios = new double[hub.size()];
        double[] cpu = new double[hub.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] =
                    hub.get(i).figures().perSecond() / other.get(i).figures().perSecond();
            cpu[i] = hub.get(i).cpu() / other.get(i).cpu();
            rounds.append(String.format(Locale.ROOT, " %.2f/%.2f", ratios[i], cpu[i]));
        }
        Arrays.sort(ratios);
        Arrays.sort(cpu);
        out.printf(
                Locale.ROOT,
                "%-32s docs/s %s  CPU-ms/doc %s   (rounds%s)%n",
                title,
                medianOf(ratios),
                medianOf(cpu),
                rounds);
    }

    /** With the range in which the median of endless rounds lies in 95 of 100 cases: by ranks, whatever the distribution. */
    private static String medianOf(double[] sorted) {
        int rank = (int) Math.floor((sorted.length - 1.96 * Math.sqrt(sorted.length)) / 2);
        return String.format(Locale.ROOT, "%.3f", sorted[sorted.length / 2])
                + (rank < 1
                        ? ""
                        : String.format(
                                Locale.ROOT, " (%.3f to %.3f)", sorted[rank - 1], sorted[sorted.length - rank]));
    }

    private void curve(int kilobytes) throws Exception {
        out.printf("%n%d kB, docs/s (p50 ms, p99 ms) by senders, one round of %d s%n", kilobytes, CURVE_SECONDS);
        for (Variant variant : variants) {
            StringBuilder line = new StringBuilder();
            for (int concurrency : settings.curve()) {
                Variant.Result result = variant.measure(++run, load(kilobytes, concurrency, CURVE_SECONDS));
                line.append(String.format(
                        Locale.ROOT,
                        "  %2d: %5.0f (%5.1f, %6.1f)",
                        concurrency,
                        result.figures().perSecond(),
                        result.figures().p50(),
                        result.figures().p99()));
                line.append(result.remark());
            }
            out.printf("%-18s%s%n", variant.title(), line);
        }
    }

    private Map<Variant, Variant.Result> turns(List<Variant> order, Variant.Load load) throws Exception {
        Map<Variant, Variant.Result> results = new LinkedHashMap<>();
        if (!settings.together()) {
            for (Variant variant : order) {
                results.put(variant, variant.measure(++run, load));
            }
            return results;
        }
        ExecutorService each = Executors.newFixedThreadPool(order.size());
        try {
            Map<Variant, Future<Variant.Result>> measuring = new LinkedHashMap<>();
            for (Variant variant : order) {
                int number = ++run;
                measuring.put(variant, each.submit(() -> variant.measure(number, load)));
            }
            for (Map.Entry<Variant, Future<Variant.Result>> one : measuring.entrySet()) {
                results.put(one.getKey(), one.getValue().get());
            }
        } finally {
            each.shutdownNow();
        }
        return results;
    }

    private Variant.Load load(int kilobytes, int concurrency, int seconds) {
        return new Variant.Load(kilobytes * KILO, concurrency, Integer.MAX_VALUE, settings.settle(), seconds);
    }

    private static double median(List<Variant.Result> results, ToDoubleFunction<Variant.Result> figure) {
        double[] sorted = results.stream().mapToDouble(figure).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private static String remarks(List<Variant.Result> results) {
        StringBuilder remarks = new StringBuilder();
        results.forEach(result -> remarks.append(result.remark()));
        return remarks.toString();
    }

    private static String loadAverage() throws IOException {
        return Files.readString(Path.of("/proc/loadavg")).split(" ")[0];
    }
}
