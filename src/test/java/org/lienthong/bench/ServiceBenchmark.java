package org.lienthong.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.lienthong.bench.ServiceTargets.Target;
import org.springframework.util.FileSystemUtils;

/**
 * Measures a confirm call: straight to the provider, through a bare Camel proxy, and through the hub with all that it
 * promises. First as many calls as go; then half of what the hub can, for the latency that each adds; then the hub's
 * latency while another provider hangs. {@code docs/benchmark.md} says how to run it and what the figures mean.
 */
final class ServiceBenchmark {

    private static final Map<String, Integer> DEFAULTS = Map.of(
            "rounds",
            3,
            "seconds",
            6,
            "callers",
            16,
            "warmup",
            60_000,
            "patience",
            60,
            "half",
            1,
            "hung",
            1,
            "proxy",
            1);

    private record Figures(ServiceLoad.Result result, ServiceTargets.Cpu cpu) {}

    private final Map<String, Integer> settings;
    private final PrintStream out;

    private ServiceBenchmark(Map<String, Integer> settings, PrintStream out) {
        this.settings = settings;
        this.out = out;
    }

    public static void main(String[] args) throws Exception {
        Map<String, Integer> settings = new TreeMap<>(DEFAULTS);
        settings.putAll(Arrays.stream(args)
                .map(argument -> argument.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> Integer.valueOf(pair[1]))));
        if (!DEFAULTS.keySet().containsAll(settings.keySet())) {
            throw new IllegalArgumentException("known are " + DEFAULTS.keySet());
        }
        new ServiceBenchmark(settings, System.out).run();
        System.exit(0);
    }

    private void run() throws Exception {
        Path work = Path.of("target/bench-services").toAbsolutePath();
        FileSystemUtils.deleteRecursively(work);
        int provider = ServiceTargets.provider();
        try (ServiceTargets started = new ServiceTargets(work)) {
            List<Target> targets = new ArrayList<>(List.of(ServiceTargets.direct(provider)));
            if (settings.get("proxy") == 1) {
                targets.add(started.proxy(provider));
            }
            Target hub = started.hub(provider, ServiceTargets.hungProvider());
            targets.add(hub);
            for (Target target : targets) {
                warm(target);
            }
            out.printf(
                    Locale.ROOT,
                    "%n%-24s %9s %8s %8s %8s %10s %9s%n",
                    "",
                    "calls/s",
                    "p50 ms",
                    "p99 ms",
                    "CPU-ms",
                    "PostgreSQL",
                    "compiling");
            double most = most(targets);
            if (settings.get("half") == 1) {
                part(targets, "half", most / 2);
                part(targets, "quarter", most / 4);
            }
            if (settings.get("hung") == 1) {
                besideHung(hub, most / 2);
            }
        }
    }

    /** Until so many calls are made or patience ends; says which, and how fast the last of them went. */
    private void warm(Target target) throws Exception {
        int calls = 0;
        long start = System.nanoTime();
        double left = settings.get("patience");
        ServiceLoad.Result last = null;
        while (calls < settings.get("warmup") && left > 0) {
            last = ServiceLoad.closed(
                    target.request(), settings.get("callers"), settings.get("warmup") - calls, Math.min(5, left));
            calls += last.sorted().length;
            left = settings.get("patience") - (System.nanoTime() - start) / 1e9;
        }
        out.printf(
                Locale.ROOT,
                "warm-up of %s: %d calls in %.0f s, at the end %.0f/s%n",
                target.title(),
                calls,
                (System.nanoTime() - start) / 1e9,
                last == null ? 0 : last.perSecond());
    }

    /** The median of the hub's calls per second. */
    private double most(List<Target> targets) throws Exception {
        List<Double> hub = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < settings.get("rounds"); round++) {
            double floor = Double.NaN;
            for (Target target : targets) {
                ServiceTargets.Cpu before = target.cpu();
                ServiceLoad.Result result = ServiceLoad.closed(
                        target.request(), settings.get("callers"), Integer.MAX_VALUE, settings.get("seconds"));
                print(target.title() + ", most", figures(target, before, result));
                if (target.postgres() != null) {
                    hub.add(result.perSecond());
                    ratios.add(result.perSecond() / floor);
                } else {
                    floor = result.perSecond();
                }
            }
        }
        out.printf(
                Locale.ROOT,
                "hub : proxy, calls/s, round by round: %s%n",
                ratios.stream()
                        .map(ratio -> String.format(Locale.ROOT, "%.2f", ratio))
                        .collect(Collectors.joining(" ")));
        return hub.stream().sorted().toList().get(hub.size() / 2);
    }

    /**
     * Some of what the hub could. The same load goes before for as long, unmeasured: calls at random make more connections
     * than callers that wait for each other, and what was compiled for those is compiled anew in the first second.
     */
    private void part(List<Target> targets, String share, double rate) throws Exception {
        double floor = 0;
        for (Target target : targets) {
            ServiceLoad.open(target.request(), rate, settings.get("seconds") * 2);
            ServiceTargets.Cpu before = target.cpu();
            ServiceLoad.Result result = ServiceLoad.open(target.request(), rate, settings.get("seconds") * 2);
            print(target.title() + ", " + share, figures(target, before, result));
            if (target.child() == null) {
                floor = result.quantile(0.99);
            } else {
                out.printf(Locale.ROOT, "  added at p99: %.2f ms%n", result.quantile(0.99) - floor);
            }
        }
    }

    /** Twenty calls a second of the other provider's service, whatever becomes of them. */
    private void besideHung(Target hub, double rate) throws Exception {
        double seconds = settings.get("seconds") * 2;
        ServiceLoad.Request other =
                ServiceTargets.ask(hub.request().port(), "G10/land-parcel", "land-registration", "{");
        ServiceLoad.open(other, 20, seconds); // so that the paths of failures are compiled, too
        ServiceLoad.open(hub.request(), rate, seconds); // and again what was compiled as if nothing failed
        ServiceTargets.Cpu before = hub.cpu();
        ServiceLoad.Result alone = ServiceLoad.open(hub.request(), rate, seconds);
        print("hub, alone", figures(hub, before, alone));
        CompletableFuture<ServiceLoad.Result> hung = CompletableFuture.supplyAsync(() -> {
            try {
                return ServiceLoad.open(other, 20, seconds);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        before = hub.cpu();
        ServiceLoad.Result beside = ServiceLoad.open(hub.request(), rate, seconds);
        print("hub, beside one hung", figures(hub, before, beside));
        out.printf(
                Locale.ROOT,
                "  p99 beside : alone %.2f; calls of the hung one refused: %d%n",
                beside.quantile(0.99) / alone.quantile(0.99),
                hung.get().wrong());
    }

    private static Figures figures(Target target, ServiceTargets.Cpu before, ServiceLoad.Result result)
            throws IOException {
        return new Figures(result, target.cpu().since(before, result.sorted().length));
    }

    private void print(String title, Figures figures) {
        ServiceLoad.Result result = figures.result();
        out.printf(
                Locale.ROOT,
                "%-24s %9.0f %8.2f %8.2f %8.3f %10.3f %9.3f %s%n",
                title,
                result.perSecond(),
                result.quantile(0.5),
                result.quantile(0.99),
                figures.cpu().total(),
                figures.cpu().postgres(),
                figures.cpu().compilers(),
                result.wrong() == 0 ? "" : "NOT ANSWERED " + result.wrong());
    }
}
