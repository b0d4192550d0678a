package org.lienthong.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A JVM under test. What it prints goes to a log file; lines that begin with {@link #SIGNAL} are for the benchmark. */
final class Child implements AutoCloseable {

    static final String SIGNAL = "@bench ";

    private final String name;
    private final Process process;
    private final Path log;
    private final BlockingQueue<String> signals = new LinkedBlockingQueue<>();

    private Child(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
        Thread reader = new Thread(this::read, name + "-output");
        reader.setDaemon(true);
        reader.start();
    }

    static Child start(String name, Path directory, List<String> arguments) throws IOException {
        Files.createDirectories(directory);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add(BenchmarkSettings.HEAP);
        command.addAll(arguments);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        Child child = new Child(name, process, directory.resolve(name + ".log"));
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        return child;
    }

    private void read() {
        try (BufferedReader lines =
                        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
                Writer out = Files.newBufferedWriter(log)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(SIGNAL)) {
                    signals.add(line.substring(SIGNAL.length()));
                } else {
                    out.write(line + "\n");
                    out.flush();
                }
            }
        } catch (IOException e) {
            // The process ended.
        }
    }

    long pid() {
        return process.pid();
    }

    void tell(String line) throws IOException {
        process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    String hear(int seconds) throws InterruptedException {
        String signal = null;
        for (int i = 0; i < seconds && signal == null && process.isAlive(); i++) {
            signal = signals.poll(1, TimeUnit.SECONDS);
        }
        if (signal == null) {
            throw new IllegalStateException(name + " says nothing; see " + log);
        }
        return signal;
    }

    /** Waits until that path answers 200. */
    void awaitHttp(int port, String path) throws IOException, InterruptedException {
        byte[] request = ("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(180);
        while (System.nanoTime() < deadline && process.isAlive()) {
            try (HttpConnection connection = HttpConnection.to(port)) {
                connection.write(request, new byte[0]);
                if (connection.readStatus() == 200) {
                    return;
                }
            } catch (IOException e) {
                // Not listening yet.
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
        throw new IllegalStateException(name + " did not start; see " + log);
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
