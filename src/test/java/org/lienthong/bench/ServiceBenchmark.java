package org.lienthong.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/**
 * Measures a confirm call: straight to the provider, through a bare Camel proxy, and through the hub with all that it
 * promises. First as many calls as go, then half of what the hub can, for the latency that each adds. In turns, on this
 * machine, in one run. {@code java -cp <test classpath> org.lienthong.bench.ServiceBenchmark [rounds] [seconds] [callers]}.
 */
final class ServiceBenchmark {

    private static final String ANSWER = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><soapenv:Envelope xmlns:soapenv="
            + "\"http://schemas.xmlsoap.org/soap/envelope/\"><soapenv:Body><ns1:KetQuaXacThuc xmlns:ns1="
            + "\"http://www.mic.gov.vn/dancu/1.0\"><ns1:TonTai>true</ns1:TonTai></ns1:KetQuaXacThuc></soapenv:Body>"
            + "</soapenv:Envelope>";

    private record Target(String title, int port, byte[] head, byte[] body, Child child, Path postgres) {

        double cpu() throws IOException {
            return (child == null ? 0 : CpuTime.ofProcess(child.pid()))
                    + (postgres == null ? 0 : CpuTime.ofPostgres(postgres));
        }
    }

    private record Figures(double perSecond, double p50, double p99, double cpu, int wrong) {}

    private final Path work = Path.of("target/bench-services").toAbsolutePath();
    private final PrintStream out = System.out;
    private final int callers;

    private ServiceBenchmark(int callers) {
        this.callers = callers;
    }

    public static void main(String[] args) throws Exception {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 3;
        int seconds = args.length > 1 ? Integer.parseInt(args[1]) : 6;
        new ServiceBenchmark(args.length > 2 ? Integer.parseInt(args[2]) : 16).run(rounds, seconds);
        System.exit(0);
    }

    private void run(int rounds, int seconds) throws Exception {
        FileSystemUtils.deleteRecursively(work);
        int provider = provide();
        List<Target> targets = List.of(direct(provider), proxy(provider), hub(provider));
        try {
            out.printf(Locale.ROOT, "%-10s %10s %8s %8s %10s%n", "", "calls/s", "p50 ms", "p99 ms", "CPU-ms");
            for (Target target : targets) {
                load(target, 10, 0);
            }
            double most = 0;
            for (int round = 0; round < rounds; round++) {
                for (Target target : targets) {
                    Figures figures = load(target, seconds, 0);
                    print(target.title() + ", most", figures);
                    most = target.postgres() == null ? most : figures.perSecond();
                }
            }
            for (Target target : targets) {
                print(target.title() + ", half", load(target, seconds, most / 2));
            }
        } finally {
            for (Target target : targets) {
                if (target.child() != null) {
                    target.child().close();
                }
            }
        }
    }

    private void print(String title, Figures figures) {
        out.printf(
                Locale.ROOT,
                "%-18s %8.0f %8.2f %8.2f %8.3f %s%n",
                title,
                figures.perSecond(),
                figures.p50(),
                figures.p99(),
                figures.cpu(),
                figures.wrong() == 0 ? "" : "NOT ANSWERED " + figures.wrong());
    }

    /** @param rate calls per second all in all, evenly; 0 for as many as go */
    private Figures load(Target target, int seconds, double rate) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        long start = System.nanoTime();
        long end = start + seconds * 1_000_000_000L;
        double before = target.cpu();
        List<Future<long[]>> running = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            long offset = rate == 0 ? 0 : (long) (i * 1e9 / rate);
            running.add(threads.submit(
                    () -> call(target, start + offset, end, rate == 0 ? 0 : (long) (callers * 1e9 / rate))));
        }
        List<long[]> all = new ArrayList<>();
        for (Future<long[]> one : running) {
            all.add(one.get());
        }
        threads.shutdown();
        double cpu = target.cpu() - before;
        long[] nanos = all.stream().flatMapToLong(Arrays::stream).sorted().toArray();
        long[] good = Arrays.stream(nanos).filter(taken -> taken >= 0).toArray();
        int count = Math.max(1, good.length);
        return new Figures(
                good.length / ((System.nanoTime() - start) / 1e9),
                good[count / 2] / 1e6,
                good[(int) (count * 0.99)] / 1e6,
                cpu / count,
                nanos.length - good.length);
    }

    /** What each call took from the moment it was due; -1 for one without the answer. */
    private static long[] call(Target target, long first, long end, long gap) throws IOException {
        long[] taken = new long[1 << 20];
        int count = 0;
        try (HttpConnection connection = HttpConnection.to(target.port())) {
            long due = first;
            while (System.nanoTime() < end && count < taken.length) {
                if (gap > 0) {
                    while (System.nanoTime() < due) {
                        LockSupport.parkNanos(due - System.nanoTime());
                    }
                } else {
                    due = System.nanoTime();
                }
                connection.write(target.head(), target.body());
                boolean good =
                        connection.readStatus() == 200 && connection.text().contains("true");
                taken[count++] = good ? System.nanoTime() - due : -1;
                due += gap;
            }
        }
        return Arrays.copyOf(taken, count);
    }

    private static int provide() throws IOException {
        ServerSocket server = new ServerSocket(0, 500, InetAddress.getLoopbackAddress());
        byte[] body = ANSWER.getBytes(UTF_8);
        byte[] head = ("HTTP/1.1 200 OK\r\nContent-Type: text/xml; charset=UTF-8\r\nContent-Length: " + body.length
                        + "\r\n\r\n")
                .getBytes(UTF_8);
        Thread accepting = new Thread(() -> {
            while (true) {
                try {
                    Socket socket = server.accept();
                    Thread serving = new Thread(() -> serve(socket, head, body));
                    serving.setDaemon(true);
                    serving.start();
                } catch (IOException e) {
                    return;
                }
            }
        });
        accepting.setDaemon(true);
        accepting.start();
        return server.getLocalPort();
    }

    private static void serve(Socket socket, byte[] head, byte[] body) {
        try (HttpConnection connection = new HttpConnection(socket)) {
            while (connection.read()) {
                connection.write(head, body);
            }
        } catch (IOException e) {
            // Hung up.
        }
    }

    private static byte[] head(String path, String contentType, byte[] body, String... more) {
        return ("POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: " + contentType + "\r\nContent-Length: "
                        + body.length + "\r\n" + String.join("", more) + "\r\n")
                .getBytes(UTF_8);
    }

    private static byte[] soap() throws IOException {
        return Files.readAllBytes(Path.of("examples/services/G01/population-confirm/provider-request.xml"));
    }

    private static Target direct(int provider) throws IOException {
        byte[] body = soap();
        return new Target("direct", provider, head("/", "text/xml", body), body, null, null);
    }

    private Target proxy(int provider) throws Exception {
        int port = freePort();
        Child child = Child.start(
                "proxy",
                work,
                List.of(
                        "-cp",
                        System.getProperty("java.class.path"),
                        BareProxy.class.getName(),
                        "--server.port=" + port,
                        "--management.server.port=-1",
                        "--management.endpoint.health.validate-group-membership=false",
                        "--spring.profiles.active=" + BareProxy.PROFILE,
                        "--spring.datasource.url=none",
                        "--provider=http://127.0.0.1:" + provider + "/"));
        child.awaitHttp(port, "/ready");
        byte[] body = soap();
        return new Target("proxy (a)", port, head("/proxy", "text/xml", body), body, child, null);
    }

    private Target hub(int provider) throws Exception {
        Path config = work.resolve("config");
        FileSystemUtils.copyRecursively(Path.of("config"), config);
        try (Stream<Path> files = Files.walk(config)) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith(".yaml")).toList()) {
                String text = Files.readString(file);
                Files.writeString(
                        file,
                        text.replace("http://simulated.example/G01/population", "http://127.0.0.1:" + provider + "/")
                                .replaceAll(
                                        "quota: \\{[^}]*}",
                                        "quota: {perSecond: 100000, burst: 100000, perDay: 900000000}"));
            }
        }
        int port = freePort();
        int management = freePort();
        Child child = Child.start(
                "hub",
                work,
                List.of(
                        "-jar",
                        "target/lienthong.jar",
                        "--server.port=" + port,
                        "--management.server.port=" + management,
                        "--hub.data=" + work.resolve("hub-data"),
                        "--hub.config=" + config,
                        "--hub.enumeration.persons=1000000",
                        "--hub.sandbox.traffic=false"));
        child.awaitHttp(management, "/actuator/health/readiness");
        byte[] body = Files.readAllBytes(Path.of("examples/services/G01/population-confirm/request.json"));
        byte[] head = head(
                "/api/v1/services/G01/population-confirm",
                "application/json",
                body,
                "Authorization: Bearer demo-H41\r\n",
                "Purpose: administrative-procedure\r\nCase-Id: 000.00.00.H41-261122-0001\r\n",
                "Officer-Id: H41/cb-0012\r\n");
        return new Target("hub", port, head, body, child, work.resolve("hub-data/postgres"));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
