package org.lienthong.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What {@code postmaster.pid} in a PostgreSQL data directory says about the server that runs, or ran, on it.
 *
 * @param pid of the server, which may long be dead and its number another process'
 * @param started by the server's own clock, whole seconds
 */
record Postmaster(long pid, Instant started) {

    private static final Duration CLOCK_SLACK = Duration.ofSeconds(15);
    private static final String FILE = "postmaster.pid";

    /** A number that no system gives to a process. */
    private static final long NOBODY = Integer.MAX_VALUE;

    static Optional<Postmaster> of(Path directory) throws IOException {
        Path file = directory.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(file);
        try {
            long pid = Long.parseLong(lines.get(0).strip());
            return Optional.of(new Postmaster(
                    Math.abs(pid),
                    Instant.ofEpochSecond(Long.parseLong(lines.get(2).strip()))));
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            return Optional.of(new Postmaster(NOBODY, Instant.EPOCH)); // killed while writing it
        }
    }

    /** Whether the process of that number is this server: a PostgreSQL, on this directory, started then. */
    boolean runsOn(Path directory) {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .map(ProcessHandle::info)
                .filter(this::isPostgres)
                .filter(info -> info.arguments()
                        .filter(arguments -> Arrays.asList(arguments).contains(directory.toString()))
                        .isPresent())
                .filter(info -> info.startInstant()
                        .filter(start -> Duration.between(start, started).abs().compareTo(CLOCK_SLACK) < 0)
                        .isPresent())
                .isPresent();
    }

    /**
     * Makes PostgreSQL see that the server is gone where its number now belongs to an unrelated process, as is usual in
     * containers. The rest of the file stays: it lets PostgreSQL see that children of the old server still live.
     */
    static void forget(Path directory) throws IOException {
        Path file = directory.resolve(FILE);
        List<String> lines = Files.readAllLines(file);
        if (!lines.isEmpty()) {
            lines.set(0, Long.toString(NOBODY));
            Files.write(file, lines);
        }
    }

    private boolean isPostgres(ProcessHandle.Info info) {
        return info.command()
                .map(command -> Path.of(command).getFileName().toString())
                .filter(name -> name.equals("postgres") || name.equals("postgres.exe"))
                .isPresent();
    }
}
