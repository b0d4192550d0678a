package org.lienthong.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.util.FileSystemUtils;

/**
 * Measures documents from the start of their submission to their acknowledged delivery: through the hub (recipient called,
 * recipient fetching), against the floor and against a route written by hand, in turns, on this machine, in one run.
 * Run it with {@code ./mvnw -q -Pbench package}; {@code docs/benchmark.md} says what the figures mean.
 */
final class DocumentBenchmark {

    private static final String CALLED = "B02";
    private static final String FETCHING = "B03";

    private final BenchmarkSettings settings;
    private final Path work;
    private final Path example = Path.of("examples/documents/new.edxml").toAbsolutePath();
    private final List<AutoCloseable> opened = new ArrayList<>();

    private DocumentBenchmark(BenchmarkSettings settings, Path work) {
        this.settings = settings;
        this.work = work;
    }

    public static void main(String[] args) throws Exception {
        BenchmarkSettings settings = BenchmarkSettings.of(args);
        Path work = Path.of("target/bench").toAbsolutePath();
        FileSystemUtils.deleteRecursively(work);
        Files.createDirectories(work);
        DocumentBenchmark benchmark = new DocumentBenchmark(settings, work);
        Instant warm;
        try {
            warm = new Rounds(settings, benchmark.start(), System.out).run();
        } finally {
            benchmark.stop();
        }
        if (settings.profile()) {
            new Profile(System.out).print(work.resolve("hub.jfr"), warm);
        }
    }

    private List<Variant> start() throws Exception {
        Receiver receiver = opened(new Receiver());
        List<Variant> variants = new ArrayList<>();
        Child hub = null;
        int hubPort = freePort();
        for (String name : settings.variants()) {
            boolean hubs = name.equals("push") || name.equals("pull");
            if (hubs && hub == null) {
                hub = hub("hub", hubPort, receiver.port(), List.of());
            }
            switch (name) {
                case "push" -> variants.add(hub("hub, push", hubPort, CALLED, false, hub, receiver));
                case "pull" -> variants.add(hub("hub, pull", hubPort, FETCHING, true, hub, receiver));
                case "observed" -> variants.add(watched(opened(new Receiver())));
                case "bare" -> variants.add(bare(opened(new Receiver())));
                case "floor" -> variants.add(floor());
                case "route" -> variants.add(handWritten(receiver));
                default -> throw new IllegalArgumentException("no variant " + name);
            }
        }
        return variants;
    }

    private HttpVariant hub(String title, int port, String recipient, boolean pulls, Child hub, Receiver receiver) {
        HttpVariant.Plan plan = new HttpVariant.Plan(
                title, port, "/api/v1/documents", recipient, pulls, work.resolve("hub-data/postgres"), example);
        return new HttpVariant(plan, hub, receiver);
    }

    /** With all that operators want: traces of a tenth, metrics that are scraped, logs as JSON. */
    private Variant watched(Receiver receiver) throws Exception {
        int port = freePort();
        int management = freePort();
        Observers observers = opened(new Observers(management));
        Child hub = hub(
                "observed",
                port,
                receiver.port(),
                List.of(
                        "--management.server.port=" + management,
                        "--hub.traces.endpoint=" + observers.traces(),
                        "--logging.structured.format.console=ecs", // as in the profile production
                        "--logging.structured.json.customizer=org.lienthong.logging.MaskedMembers"));
        return observers.watching(variant("hub, observed", "observed", port, hub, receiver));
    }

    /** Without metrics, traces and logs. */
    private HttpVariant bare(Receiver receiver) throws Exception {
        int port = freePort();
        Child hub = hub(
                "bare",
                port,
                receiver.port(),
                List.of(
                        "--management.server.port=" + freePort(),
                        "--management.metrics.enable.all=false",
                        "--management.observations.enable.all=false",
                        "--logging.level.root=off"));
        return variant("bare hub", "bare", port, hub, receiver);
    }

    private HttpVariant variant(String title, String name, int port, Child hub, Receiver receiver) {
        HttpVariant.Plan plan = new HttpVariant.Plan(
                title, port, "/api/v1/documents", CALLED, false, work.resolve(name + "-data/postgres"), example);
        return new HttpVariant(plan, hub, receiver);
    }

    private Child hub(String name, int port, int receiverPort, List<String> options) throws Exception {
        Path config = work.resolve(name + "-config");
        FileSystemUtils.copyRecursively(Path.of("config"), config); // what the shipped routes call
        Files.writeString(config.resolve("agencies/bench.yaml"), """
                agencies:
                  - {id: B01, names: [{vi: Bộ Mẫu gửi}], codes: [{scheme: QD20, value: B01}]}
                  - id: B02
                    names: [{vi: Bộ Mẫu được gọi}]
                    codes: [{scheme: QD20, value: B02}]
                    delivery: {mode: push, push: {system: documents}}
                    systems: [{name: documents, url: "http://127.0.0.1:%d/in"}]
                  - {id: B03, names: [{vi: Bộ Mẫu tự lấy}], codes: [{scheme: QD20, value: B03}]}
                """.formatted(receiverPort));
        int management = options.isEmpty() ? freePort() : managementPort(options.get(0));
        List<String> arguments = new ArrayList<>();
        if (settings.profile()) {
            arguments.add("-XX:StartFlightRecording=filename=" + work.resolve("hub.jfr")
                    + ",settings=profile,dumponexit=true");
        }
        arguments.addAll(List.of(
                "-jar",
                System.getProperty("hub.jar", "target/lienthong.jar"),
                "--server.port=" + port,
                "--management.server.port=" + management,
                "--hub.data=" + work.resolve(name + "-data"),
                "--hub.config=" + config,
                "--hub.sandbox.traffic=false",
                "--hub.security.intake-per-second=1000000",
                "--hub.security.intake-burst=1000000",
                "--hub.delivery.consumers=" + settings.consumers()));
        arguments.addAll(options.isEmpty() ? options : options.subList(1, options.size()));
        Child hub = opened(Child.start(name, work, arguments));
        hub.awaitHttp(management, "/actuator/health/readiness");
        return hub;
    }

    private static int managementPort(String option) {
        return Integer.parseInt(option.substring(option.indexOf('=') + 1));
    }

    private FloorVariant floor() throws Exception {
        Path data = work.resolve("floor-data");
        Child floor =
                opened(Child.start("floor", work, own(Floor.class, "--hub.data=" + data, "--example=" + example)));
        floor.hear(180);
        return new FloorVariant(floor, data.resolve("postgres"));
    }

    private HttpVariant handWritten(Receiver receiver) throws Exception {
        int port = freePort();
        Child child = opened(Child.start(
                "hand-written",
                work,
                own(
                        HandWritten.class,
                        "--server.port=" + port,
                        "--management.server.port=-1",
                        "--management.endpoint.health.validate-group-membership=false",
                        "--spring.profiles.active=" + HandWrittenController.PROFILE,
                        "--hub.data=" + work.resolve("hand-written-data"),
                        "--spring.datasource.url=none",
                        "--consumers=" + settings.consumers(),
                        "--receiver=http://127.0.0.1:" + receiver.port() + "/in")));
        child.awaitHttp(port, "/ready");
        HttpVariant.Plan plan =
                new HttpVariant.Plan("hand-written (b)", port, "/documents", CALLED, false, null, example);
        return new HttpVariant(plan, child, receiver);
    }

    private static List<String> own(Class<?> main, String... options) {
        List<String> arguments = new ArrayList<>(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        arguments.addAll(List.of(options));
        return arguments;
    }

    private <T extends AutoCloseable> T opened(T resource) {
        opened.add(resource);
        return resource;
    }

    private void stop() throws Exception {
        Optional<Exception> first = Optional.empty();
        for (AutoCloseable resource : opened) {
            try {
                resource.close();
            } catch (Exception e) {
                first = Optional.of(e);
            }
        }
        if (first.isPresent()) {
            throw first.get();
        }
        for (String data : List.of("hub-data", "observed-data", "bare-data", "floor-data", "hand-written-data")) {
            FileSystemUtils.deleteRecursively(work.resolve(data));
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
