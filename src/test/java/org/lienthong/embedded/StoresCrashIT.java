package org.lienthong.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Kills the process that holds both stores in the middle of its work, and counts what the next one finds. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class StoresCrashIT {

    @TempDir
    Path data;

    private final List<Process> processes = new ArrayList<>();

    @AfterEach
    void killWhatIsLeft() throws IOException {
        processes.forEach(Process::destroyForcibly);
        Postmaster.of(data.resolve("postgres"))
                .filter(left -> left.runsOn(data.resolve("postgres")))
                .flatMap(left -> ProcessHandle.of(left.pid()))
                .ifPresent(ProcessHandle::destroyForcibly);
    }

    @Test
    void keepsWhatWasAcknowledgedBeforeAKill() throws Exception {
        survivesKills(Path.of(System.getProperty("java.home")));
    }

    @Test
    void keepsWhatWasAcknowledgedBeforeAKillOnJava25() throws Exception {
        survivesKills(java25());
    }

    /** Proves that the setting made for Java 25 is what lets the broker load its journal. */
    @Test
    void saysWhyTheBrokerDidNotComeUpWithoutTheSettingForJava25() throws Exception {
        Path java = java25();
        writeAndKill(java);
        assertThat(lastLine(start(java, "read", "-Dio.netty.noUnsafe=true")))
                .startsWith("failure The broker did not become active")
                .contains("--sun-misc-unsafe-memory-access=allow");
    }

    @Test
    void refusesASecondProcessWhileTheFirstLives() throws Exception {
        Path java = Path.of(System.getProperty("java.home"));
        Process first = start(java, "write");
        awaitStored(first, 1);

        Process second = start(java, "read");

        assertThat(lines(second))
                .anyMatch(line -> line.contains("StartupProblem: Another hub is running on the data")
                        && line.contains("pid=" + first.pid()));
        assertThat(second.waitFor()).isEqualTo(1);
    }

    private void survivesKills(Path java) throws Exception {
        long acknowledged = 0;
        for (int i = 0; i < 2; i++) {
            acknowledged += writeAndKill(java);
        }
        String[] found = lastLine(start(java, "read")).split(" ");
        assertThat(found[0]).isEqualTo("found");
        // One more of each may have been stored than was said, per kill.
        assertThat(Long.parseLong(found[1])).isBetween(acknowledged, acknowledged + 2);
        assertThat(Long.parseLong(found[2])).isBetween(acknowledged, acknowledged + 2);
    }

    private long writeAndKill(Path java) throws Exception {
        Process process = start(java, "write");
        BufferedReader out = process.inputReader();
        long last = awaitStored(process, 50);
        process.toHandle().destroyForcibly(); // unlike the process itself, leaves its output readable
        process.waitFor();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.matches("stored \\d+")) {
                last = Long.parseLong(line.substring(7));
            }
        }
        return last;
    }

    private static long awaitStored(Process process, long count) throws IOException {
        BufferedReader out = process.inputReader();
        StringBuilder seen = new StringBuilder();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.equals("stored " + count)) {
                return count;
            }
            seen.append(line).append('\n');
        }
        throw new AssertionError("The process ended early:\n" + seen);
    }

    private Process start(Path java, String mode, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(java.resolve("bin/java").toString()));
        command.addAll(List.of(options));
        command.addAll(List.of(
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                StoresProcess.class.getName(),
                mode,
                data.toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        processes.add(process);
        return process;
    }

    private static List<String> lines(Process process) {
        return process.inputReader().lines().toList();
    }

    private static String lastLine(Process process) {
        List<String> lines = lines(process);
        return lines.stream()
                .filter(line -> line.startsWith("found ") || line.startsWith("failure "))
                .findFirst()
                .orElseThrow(() -> new AssertionError(String.join("\n", lines)));
    }

    private static Path java25() throws IOException {
        Optional<Path> home = Optional.ofNullable(System.getenv("JAVA25_HOME")).map(Path::of);
        Path installed = Path.of("/usr/lib/jvm");
        if (home.isEmpty() && Files.isDirectory(installed)) {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(installed, "temurin-25*")) {
                for (Path one : found) {
                    home = Optional.of(one);
                }
            }
        }
        assumeTrue(home.isPresent(), "No JDK 25: set JAVA25_HOME to run this test");
        return home.orElseThrow();
    }
}
