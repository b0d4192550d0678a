package org.lienthong.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/** Starts what a confirm call is sent to: a provider, a bare Camel proxy before it, a hub before it. */
final class ServiceTargets implements AutoCloseable {

    private static final String ANSWER = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><soapenv:Envelope xmlns:soapenv="
            + "\"http://schemas.xmlsoap.org/soap/envelope/\"><soapenv:Body><ns1:KetQuaXacThuc xmlns:ns1="
            + "\"http://www.mic.gov.vn/dancu/1.0\"><ns1:TonTai>true</ns1:TonTai></ns1:KetQuaXacThuc></soapenv:Body>"
            + "</soapenv:Envelope>";
    private static final String CASE = "Case-Id: 000.00.00.H41-261122-0001";
    private static final String OFFICER = "Officer-Id: H41/cb-0012";

    /** What is measured, and the processes whose processor time counts. */
    record Target(
            String title,
            ServiceLoad.Request request,
            @Nullable Child child,
            @Nullable Path postgres) {

        /** Milliseconds so far. */
        Cpu cpu() throws IOException {
            return new Cpu(
                    child == null ? 0 : CpuTime.ofProcess(child.pid()),
                    child == null ? 0 : CpuTime.ofCompilers(child.pid()),
                    postgres == null ? 0 : CpuTime.ofPostgres(postgres));
        }
    }

    /**
     * Processor time in milliseconds.
     *
     * @param compilers the part of {@code jvm} that compiles
     */
    record Cpu(double jvm, double compilers, double postgres) {

        Cpu since(Cpu before, int calls) {
            double each = Math.max(1, calls);
            return new Cpu(
                    (jvm - before.jvm) / each,
                    (compilers - before.compilers) / each,
                    (postgres - before.postgres) / each);
        }

        double total() {
            return jvm + postgres;
        }
    }

    private final Path work;
    private final List<Child> children = new ArrayList<>();

    ServiceTargets(Path work) {
        this.work = work;
    }

    /** A provider that answers at once. */
    static int provider() throws IOException {
        byte[] body = ANSWER.getBytes(UTF_8);
        byte[] head = ("HTTP/1.1 200 OK\r\nContent-Type: text/xml; charset=UTF-8\r\nContent-Length: " + body.length
                        + "\r\n\r\n")
                .getBytes(UTF_8);
        return serve(socket -> {
            try (HttpConnection connection = new HttpConnection(socket)) {
                while (connection.read()) {
                    connection.write(head, body);
                }
            }
        });
    }

    /** A provider that takes every request and never answers. */
    static int hungProvider() throws IOException {
        return serve(socket -> {
            try (HttpConnection connection = new HttpConnection(socket)) {
                while (connection.read()) {
                    // And nothing comes back.
                }
            }
        });
    }

    private interface Serving {
        void serve(Socket socket) throws IOException;
    }

    private static int serve(Serving serving) throws IOException {
        ServerSocket server = new ServerSocket(0, 500, InetAddress.getLoopbackAddress());
        daemon(() -> {
            while (true) {
                try {
                    Socket socket = server.accept();
                    daemon(() -> {
                        try {
                            serving.serve(socket);
                        } catch (IOException e) {
                            // Hung up.
                        }
                    });
                } catch (IOException e) {
                    return;
                }
            }
        });
        return server.getLocalPort();
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        thread.start();
    }

    static Target direct(int provider) throws IOException {
        return new Target(
                "direct (b)", ServiceLoad.Request.post(provider, "/", "text/xml", soap(), "true"), null, null);
    }

    private static byte[] soap() throws IOException {
        return Files.readAllBytes(Path.of("examples/services/G01/population-confirm/provider-request.xml"));
    }

    Target proxy(int provider) throws Exception {
        int port = freePort();
        Child child = start(
                "proxy",
                "-cp",
                System.getProperty("java.class.path"),
                BareProxy.class.getName(),
                "--server.port=" + port,
                "--management.server.port=-1",
                "--management.endpoint.health.validate-group-membership=false",
                "--spring.profiles.active=" + BareProxy.PROFILE,
                "--spring.datasource.url=none",
                "--provider=http://127.0.0.1:" + provider + "/");
        child.awaitHttp(port, "/ready");
        return new Target(
                "proxy (a)", ServiceLoad.Request.post(port, "/proxy", "text/xml", soap(), "true"), child, null);
    }

    /** @param hung port of what serves the land database */
    Target hub(int provider, int hung) throws Exception {
        Path config = work.resolve("config");
        FileSystemUtils.copyRecursively(Path.of("config"), config);
        try (Stream<Path> files = Files.walk(config)) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith(".yaml")).toList()) {
                Files.writeString(
                        file,
                        Files.readString(file)
                                .replace(
                                        "http://simulated.example/G01/population", "http://127.0.0.1:" + provider + "/")
                                .replace("http://simulated.example/G10/land", "http://127.0.0.1:" + hung + "/")
                                .replaceAll(
                                        "quota: \\{[^}]*}",
                                        "quota: {perSecond: 100000, burst: 100000, perDay: 900000000}"));
            }
        }
        int port = freePort();
        int management = freePort();
        Child child = start(
                "hub",
                "-jar",
                System.getProperty("hub.jar", "target/lienthong.jar"),
                "--server.port=" + port,
                "--management.server.port=" + management,
                "--hub.data=" + work.resolve("hub-data"),
                "--hub.config=" + config,
                "--hub.enumeration.persons=1000000",
                "--hub.sandbox.traffic=false");
        child.awaitHttp(management, "/actuator/health/readiness");
        return new Target(
                "hub",
                ask(port, "G01/population-confirm", "administrative-procedure", "\"tonTai\":true"),
                child,
                work.resolve("hub-data/postgres"));
    }

    /** The example of a service, asked of a hub by an agency that may. */
    static ServiceLoad.Request ask(int port, String service, String purpose, String expected) throws IOException {
        byte[] body = Files.readAllBytes(Path.of("examples/services/" + service + "/request.json"));
        return ServiceLoad.Request.post(
                port,
                "/api/v1/services/" + service,
                "application/json",
                body,
                expected,
                "Authorization: Bearer demo-H41",
                "Purpose: " + purpose,
                CASE,
                OFFICER);
    }

    private Child start(String name, String... arguments) throws IOException {
        Child child = Child.start(name, work, List.of(arguments));
        children.add(child);
        return child;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws InterruptedException {
        for (Child child : children) {
            child.close();
        }
    }
}
