package org.lienthong;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.lienthong.testing.Patience;
import org.lienthong.testing.Ports;
import org.lienthong.testing.RawHttp;
import org.springframework.util.FileSystemUtils;

/**
 * The packed jar as a child process, on free ports and a data directory of its own, without the simulated traffic. Tests
 * speak to it over sockets only. Its log stays in {@code target/hub-logs/}.
 */
final class RunningHub implements AutoCloseable {

    /** Test JVMs run side by side, and each may have a hub of the same name. */
    private static final String FORK = "-" + System.getProperty("surefire.forkNumber", "1");

    /** Most of a short run's work would else be to compile for a long one: a start costs half as much. */
    private static final List<String> SHORT_RUN = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private static final long POLL_NANOS = 100_000_000;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final Path home;
    private final Path log;
    private final int port;
    private final int managementPort;
    private final ProcessBuilder command;
    private volatile Process process;
    private final Thread killer;

    private RunningHub(Path home, Path log, int port, int managementPort, ProcessBuilder command) throws IOException {
        this.home = home;
        this.log = log;
        this.port = port;
        this.managementPort = managementPort;
        this.command = command;
        this.process = command.start();
        this.killer = new Thread(() -> kill(process));
        Runtime.getRuntime().addShutdownHook(killer);
    }

    /**
     * Starts a hub and returns when it is ready.
     *
     * @param name of its log file
     * @param jvmOptions for example {@code -Xmx256m}
     * @param arguments overrides of its configuration
     */
    static RunningHub start(String name, List<String> jvmOptions, String... arguments) throws IOException {
        Path home = Files.createTempDirectory("hub-" + name + "-");
        Path log = Files.createDirectories(Path.of("target", "hub-logs")).resolve(name + FORK + ".log");
        int port = Ports.free();
        int managementPort = Ports.free();
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(SHORT_RUN);
        command.addAll(jvmOptions);
        command.addAll(List.of("-jar", System.getProperty("hub.jar", "target/lienthong.jar")));
        command.addAll(List.of(
                "--server.port=" + port,
                "--server.address=127.0.0.1",
                "--management.server.port=" + managementPort,
                "--hub.data=" + home.resolve("data"),
                "--hub.sandbox.traffic=false"));
        command.addAll(List.of(arguments));
        ProcessBuilder process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        Files.deleteIfExists(log);
        RunningHub hub = new RunningHub(home, log, port, managementPort, process);
        try {
            hub.awaitReadiness();
        } catch (IOException | RuntimeException e) {
            hub.close();
            throw e;
        }
        return hub;
    }

    /** Ends the process as a power cut would, without its PostgreSQL, and starts it again; returns when it is ready. */
    void killAndStartAgain() throws IOException, InterruptedException {
        kill();
        startAgain();
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Returns when the process is gone that had a crash point of its own. */
    void awaitCrash() throws InterruptedException {
        assertThat(process.waitFor(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS))
                .as("the hub came to its crash point")
                .isTrue();
    }

    /** As {@link #startAgain()}, with other options about crash points than before. */
    void startAgain(List<String> crash) throws IOException {
        command.command().removeIf(option -> option.startsWith("-Dhub.crash."));
        command.command().addAll(1, crash);
        startAgain();
    }

    /** Ends as it is asked to. */
    void stop() {
        kill(process);
    }

    /** Loses the machine, PostgreSQL included, and its disk. */
    void loseData() throws IOException, InterruptedException {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        kill();
        FileSystemUtils.deleteRecursively(data());
    }

    /** Returns when it is ready. */
    void startAgain() throws IOException {
        process = command.start();
        awaitReadiness();
    }

    /** Calls of one agency, by its demo key. */
    HubCaller as(String agency) {
        return new HubCaller(this, http, agency);
    }

    HubCaller operator() {
        return as("operator");
    }

    /** What the management port answers the operator. */
    String management(String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + path))
                .header("Authorization", "Bearer demo-operator")
                .timeout(Patience.LIMIT)
                .build();
        return operator().send(request, BodyHandlers.ofString()).body();
    }

    URI managed(String path) {
        return URI.create("http://127.0.0.1:" + managementPort + path);
    }

    RawHttp raw() {
        return new RawHttp(port);
    }

    URI api(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    int port() {
        return port;
    }

    Path data() {
        return home.resolve("data");
    }

    AuditTable audit() {
        return new AuditTable(data());
    }

    boolean isReady() {
        return health("readiness");
    }

    boolean isLive() {
        return health("liveness");
    }

    /** The end of its log, for the message of a failed test. */
    String logText() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** Resident memory of the process in bytes, as Linux counts it, or -1. */
    long residentBytes() throws IOException {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        if (!Files.exists(status)) {
            return -1;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .map(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .findFirst()
                .orElse(-1L);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** At once, its PostgreSQL too: nobody needs any more what an orderly stop, which takes seconds, would write. */
    @Override
    public void close() {
        try {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            kill();
            quitPostgres();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().removeShutdownHook(killer);
        try {
            FileSystemUtils.deleteRecursively(home);
        } catch (IOException e) {
            // Left for the system to sweep; the tests are over.
        }
    }

    private void quitPostgres() throws IOException, InterruptedException {
        Path file = data().resolve("postgres/postmaster.pid");
        if (Files.exists(file)) {
            String pid = Files.readAllLines(file).get(0).strip();
            Optional<ProcessHandle> postgres = ProcessHandle.of(Long.parseLong(pid))
                    .filter(one -> one.info().command().orElse("").endsWith("postgres"));
            if (postgres.isPresent()) {
                new ProcessBuilder("kill", "-QUIT", pid).inheritIO().start().waitFor();
                postgres.get().onExit().orTimeout(10, TimeUnit.SECONDS).join();
            }
        }
    }

    private boolean health(String group) {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + managementPort + "/actuator/health/" + group))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void awaitReadiness() throws IOException {
        long deadline = System.nanoTime() + Patience.LIMIT.toNanos();
        while (!isReady()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new IOException("the hub did not become ready; its log says\n" + logText());
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    /** SIGTERM first, so that the embedded PostgreSQL stops, too. */
    private static void kill(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
