package org.lienthong.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/**
 * A PostgreSQL of the hub's own, in {@code postgres/} of the data directory, listening on 127.0.0.1 only, on a port
 * chosen at each start, with a random password that only the hub's user can read. Everything it acknowledges is on
 * disk. It outlives a killed hub; the next hub stops it before starting its own.
 */
final class PostgresServer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(PostgresServer.class);
    private static final int START_ATTEMPTS = 3;
    private static final long LOG_LIMIT = 10L << 20;

    /** Durable whatever the defaults; the rest is measured for a machine that also runs the hub. */
    private static final List<String> OPTIONS = List.of(
            "fsync=on",
            "synchronous_commit=on",
            "full_page_writes=on",
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "max_connections=60",
            "shared_buffers=128MB",
            "max_wal_size=2GB",
            "min_wal_size=512MB",
            "checkpoint_timeout=15min",
            "timezone=UTC",
            "log_timezone=UTC",
            "idle_in_transaction_session_timeout=60s");

    private final Path directory;
    private final Path logFile;
    private final String password;
    private final int port;
    private final PostgresCommand command;
    private final EmbeddedSettings settings;
    private final PostgresWatch watch;

    private PostgresServer(
            Path directory,
            Path logFile,
            String password,
            int port,
            PostgresCommand command,
            EmbeddedSettings settings) {
        this.directory = directory;
        this.logFile = logFile;
        this.password = password;
        this.port = port;
        this.command = command;
        this.settings = settings;
        this.watch = new PostgresWatch(new PostgresWatch.Server() {
            @Override
            public boolean runs() throws IOException {
                Optional<Postmaster> postmaster = Postmaster.of(directory);
                return postmaster.isPresent() && postmaster.get().runsOn(directory);
            }

            @Override
            public boolean startAgain() throws IOException {
                return command.start(directory, options(port), settings.startTimeout());
            }
        });
    }

    /**
     * Starts the server, creating its files at the first start.
     *
     * @throws StartupProblem when it does not come up; the message holds the end of its log
     */
    static PostgresServer start(DataDirectory data, EmbeddedSettings settings, SecureRandom random) {
        Path directory = data.resolve("postgres");
        Path logFile = data.resolve("postgres.log");
        try {
            rotate(logFile);
            PostgresCommand command = PostgresCommand.in(data, settings, logFile);
            Path passwordFile = data.resolve("postgres.password");
            if (Files.notExists(directory)) {
                initialise(data, passwordFile, command, random);
            }
            stopLeftover(directory, command, settings);
            String password = Files.readString(passwordFile).strip();
            int port = launch(directory, logFile, command, settings);
            return new PostgresServer(directory, logFile, password, port, command, settings);
        } catch (IOException e) {
            throw new StartupProblem(
                    "The embedded PostgreSQL in " + directory + " did not start: " + e.getMessage(),
                    "PostgreSQL nhúng trong " + directory + " không khởi động được.",
                    "Read " + logFile + ", or use an outside PostgreSQL with --spring.datasource.url.",
                    e);
        }
    }

    String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?ApplicationName=lienthong&connectTimeout=3";
    }

    String user() {
        return PostgresCommand.SUPERUSER;
    }

    String password() {
        return password;
    }

    /** Lets running statements end by cancelling them and writes everything out; stops hard when that takes too long. */
    @Override
    public void close() throws IOException {
        leaveAlone();
        stop(directory, command, settings);
        log.atInfo().addKeyValue("directory", directory).log("Stopped PostgreSQL");
    }

    /** Does not start it again should it end. */
    void leaveAlone() {
        watch.close();
    }

    @Override
    public String toString() {
        return "PostgreSQL on port " + port + " (" + directory + ", log " + logFile + ")";
    }

    /** Written beside its place and renamed, so that a crash in the middle starts over. */
    private static void initialise(DataDirectory data, Path passwordFile, PostgresCommand command, SecureRandom random)
            throws IOException {
        Path fresh = data.resolve("postgres.new");
        FileSystemUtils.deleteRecursively(fresh);
        if (Files.notExists(passwordFile)) {
            byte[] secret = new byte[24];
            random.nextBytes(secret);
            Path half = data.resolve("postgres.password.new");
            Files.deleteIfExists(half);
            Permissions.createPrivateFile(half);
            Files.writeString(half, HexFormat.of().formatHex(secret) + "\n");
            Files.move(half, passwordFile, StandardCopyOption.ATOMIC_MOVE);
        }
        command.initialise(fresh, passwordFile);
        Files.move(fresh, data.resolve("postgres"), StandardCopyOption.ATOMIC_MOVE);
    }

    private static void stopLeftover(Path directory, PostgresCommand command, EmbeddedSettings settings)
            throws IOException {
        Optional<Postmaster> previous = Postmaster.of(directory);
        if (previous.isEmpty()) {
            return;
        }
        if (previous.get().runsOn(directory)) {
            log.atWarn()
                    .addKeyValue("pid", previous.get().pid())
                    .log("Stopping the PostgreSQL of a hub that was killed");
            stop(directory, command, settings);
        } else {
            Postmaster.forget(directory);
        }
    }

    private static void stop(Path directory, PostgresCommand command, EmbeddedSettings settings) throws IOException {
        Optional<Postmaster> postmaster = Postmaster.of(directory);
        if (postmaster.isEmpty() || !postmaster.get().runsOn(directory)) {
            return;
        }
        if (!command.stop(directory, "fast", settings.stopTimeout())
                && !command.stop(directory, "immediate", settings.stopTimeout())) {
            throw new IOException("process " + postmaster.get().pid() + " does not stop");
        }
    }

    /** The port is free when chosen and may be taken when used: then another is chosen. */
    private static int launch(Path directory, Path logFile, PostgresCommand command, EmbeddedSettings settings)
            throws IOException {
        for (int attempt = 1; ; attempt++) {
            int port = freePort();
            if (command.start(directory, options(port), settings.startTimeout())) {
                log.atInfo()
                        .addKeyValue("directory", directory)
                        .addKeyValue("port", port)
                        .log("PostgreSQL is up");
                return port;
            }
            if (attempt == START_ATTEMPTS) {
                throw new IOException("the end of its log says\n" + tail(logFile));
            }
        }
    }

    private static List<String> options(int port) {
        List<String> options = new ArrayList<>(OPTIONS);
        options.add("port=" + port);
        return options;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    private static void rotate(Path logFile) throws IOException {
        if (Files.exists(logFile) && Files.size(logFile) > LOG_LIMIT) {
            Files.move(logFile, logFile.resolveSibling("postgres.log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static String tail(Path logFile) throws IOException {
        List<String> lines = Files.readAllLines(logFile);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 8), lines.size()));
    }
}
