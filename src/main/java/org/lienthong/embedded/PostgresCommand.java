package org.lienthong.embedded;

import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * PostgreSQL's own programs, run to their end, their output appended to one log file. PostgreSQL refuses to run as root;
 * for root the programs run in a user namespace in which they are nobody.
 */
final class PostgresCommand {

    static final String SUPERUSER = "hub";

    private static final Duration INITIALISE_TIMEOUT = Duration.ofMinutes(2);

    private final Path home;
    private final Path logFile;
    private final List<String> prefix;

    private PostgresCommand(Path home, Path logFile, List<String> prefix) {
        this.home = home;
        this.logFile = logFile;
        this.prefix = prefix;
    }

    static PostgresCommand in(DataDirectory data, EmbeddedSettings settings, Path logFile) throws IOException {
        if (Files.notExists(logFile)) {
            Permissions.createPrivateFile(logFile);
        }
        return new PostgresCommand(unpack(data, settings), logFile, prefix());
    }

    void initialise(Path directory, Path passwordFile) throws IOException {
        List<String> arguments = List.of(
                "--pgdata=" + directory,
                "--username=" + SUPERUSER,
                "--pwfile=" + passwordFile,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--locale=C",
                "--wal-segsize=1", // MB; all commits wait while a segment is made, until there are old ones to use
                // again
                "--no-instructions");
        if (!run("initdb", arguments, INITIALISE_TIMEOUT)) {
            throw new IOException("initdb failed");
        }
    }

    /** Whether the server came up and answers. */
    boolean start(Path directory, List<String> options, Duration timeout) throws IOException {
        // A shell in pg_ctl splits them, hence the quotes.
        String joined = String.join(
                " ", options.stream().map(option -> "-c \"" + option + "\"").toList());
        return pgCtl(directory, timeout, "start", "-l", logFile.toString(), "-o", joined);
    }

    /** Whether the server is gone. */
    boolean stop(Path directory, String mode, Duration timeout) throws IOException {
        return pgCtl(directory, timeout, "stop", "-m", mode);
    }

    private boolean pgCtl(Path directory, Duration timeout, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(more));
        arguments.addAll(List.of("-D", directory.toString(), "-s", "-w", "-t", Long.toString(timeout.toSeconds())));
        return run("pg_ctl", arguments, timeout.plusSeconds(10));
    }

    private boolean run(String program, List<String> arguments, Duration timeout) throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.add(home.resolve("bin").resolve(program).toString());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(logFile.toFile()));
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("PG"));
        environment.put("LC_ALL", "C");
        Process process = builder.start();
        try {
            if (process.waitFor(timeout.toSeconds(), TimeUnit.SECONDS)) {
                return process.exitValue() == 0;
            }
            process.destroyForcibly();
            return false;
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException(program + " was interrupted", e);
        }
    }

    private static Path unpack(DataDirectory data, EmbeddedSettings settings) throws IOException {
        if (settings.binaries() != null) {
            return PostgresBinaries.unpackedIn(settings.binaries().toAbsolutePath());
        }
        String cache = System.getenv("XDG_CACHE_HOME");
        Path base = cache == null ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache);
        try {
            return PostgresBinaries.unpackedIn(base.resolve("lienthong").toAbsolutePath());
        } catch (IOException e) { // a user without a home
            return PostgresBinaries.unpackedIn(data.resolve("bin"));
        }
    }

    private static List<String> prefix() {
        if (!"root".equals(System.getProperty("user.name"))) {
            return List.of();
        }
        if (LinuxUtils.isUnshareAvailable()) {
            return List.of("unshare", "-U");
        }
        throw new StartupProblem(
                "The embedded PostgreSQL does not run as root, and this system gives no user namespaces.",
                "PostgreSQL nhúng không chạy bằng người dùng root trên hệ thống này.",
                "Run the hub as an ordinary user, or use an outside PostgreSQL with --spring.datasource.url.");
    }
}
