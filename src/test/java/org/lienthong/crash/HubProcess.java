package org.lienthong.crash;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.lienthong.testing.Ports;

/** The real jar as a child process. One object for all its lives, so that clients keep hold of it. */
final class HubProcess implements AutoCloseable {

    static final Duration START_LIMIT = Duration.ofSeconds(180);
    static final Duration STOP_LIMIT = Duration.ofSeconds(40);

    /** A small heap, and a quick start rather than a fast run. */
    private static final List<String> FRUGAL = List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private static final int HALTED = 137;
    private static final long POLL_NANOS = 50_000_000;

    /** @param java the java command to run it with */
    record Settings(String java, Path jar, Path data, Path config, Path log) {}

    private final Settings settings;
    private final HttpClient http = HttpClient.newHttpClient();
    private volatile Process process;
    private volatile int port;
    private volatile int managementPort;

    HubProcess(Settings settings) {
        this.settings = settings;
    }

    /** Returns how long it took to be ready. */
    Duration start(Outage armed) throws IOException, InterruptedException {
        long from = System.nanoTime();
        port = Ports.free();
        managementPort = Ports.free();
        List<String> options = new ArrayList<>(FRUGAL);
        if (armed != null && armed.kind() == Outage.Kind.POINT) {
            options.add("-Dhub.crash.point=" + armed.point().word());
            options.add("-Dhub.crash.nth=" + armed.nth());
        }
        process = launch(
                options,
                "serve",
                "--server.port=" + port,
                "--management.server.port=" + managementPort,
                "--hub.sandbox.traffic=false",
                "--hub.routes=" + Path.of("routes").toAbsolutePath(),
                "--hub.retry.first=100ms",
                "--hub.delivery.direct=1", // so that both ways are gone
                "--hub.retry.longest=2s",
                "--hub.delivery.longest-pause=2s",
                "--hub.delivery.failures-to-pause=20");
        long deadline = from + START_LIMIT.toNanos();
        while (!isReady()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                break;
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
        return Duration.ofNanos(System.nanoTime() - from);
    }

    boolean isReady() throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(management("/actuator/health/readiness"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** Whether it went down at its armed point. */
    boolean halted() {
        return !process.isAlive() && process.exitValue() == HALTED;
    }

    /** SIGKILL to the hub's own process: its PostgreSQL stays behind as an orphan. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGTERM; returns how long it took to be gone, or null when it was not gone in time. */
    Duration terminate() throws InterruptedException {
        long from = System.nanoTime();
        process.destroy();
        if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            kill();
            return null;
        }
        return Duration.ofNanos(System.nanoTime() - from);
    }

    /** Waits for it to go down by itself. */
    boolean fellWithin(long millis) throws InterruptedException {
        return process.waitFor(millis, TimeUnit.MILLISECONDS);
    }

    /** Runs another command of the jar on the same data; returns its exit code. */
    int run(String command) throws IOException, InterruptedException {
        Process run = launch(FRUGAL, command);
        if (!run.waitFor(START_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            run.destroyForcibly().waitFor();
            return -1;
        }
        return run.exitValue();
    }

    URI api(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    URI management(String path) {
        return URI.create("http://127.0.0.1:" + managementPort + path);
    }

    Path data() {
        return settings.data();
    }

    private Process launch(List<String> options, String command, String... arguments) throws IOException {
        List<String> line = new ArrayList<>(List.of(settings.java()));
        line.addAll(options);
        line.addAll(List.of("-jar", settings.jar().toString(), command));
        line.add("--hub.data=" + settings.data());
        line.add("--hub.config=" + settings.config());
        line.addAll(List.of(arguments));
        return new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(settings.log().toFile()))
                .start();
    }

    /** An orderly stop, so that no PostgreSQL is left behind. */
    @Override
    public void close() throws InterruptedException {
        if (isAlive()) {
            terminate();
        }
    }
}
