package org.lienthong.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lienthong.testing.Patience.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresServerTest {

    private static final EmbeddedSettings SETTINGS =
            new EmbeddedSettings(false, null, Duration.ofSeconds(60), Duration.ofSeconds(30));

    private DataDirectory data;
    private PostgresServer server;

    @BeforeAll
    void start(@TempDir Path directory) {
        data = DataDirectory.open(directory);
        server = startAgain();
    }

    @AfterAll
    void stop() throws IOException {
        server.close();
        data.close();
    }

    @Test
    void keepsWhatItAcknowledges() throws SQLException {
        assertThat(List.of(ask("SHOW fsync"), ask("SHOW synchronous_commit"), ask("SHOW full_page_writes")))
                .containsOnly("on");
        assertThat(ask("SHOW data_checksums")).isEqualTo("on");
    }

    @Test
    void lowersVietnameseLetters() throws SQLException {
        assertThat(ask("SELECT lower('ỦY BAN NHÂN DÂN ĐÀ NẴNG')")).isEqualTo("ủy ban nhân dân đà nẵng");
    }

    @Test
    void letsNobodyInWithoutThePassword() {
        assertThatThrownBy(() -> DriverManager.getConnection(server.url(), server.user(), "guess"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("password");
        assertThat(data.resolve("postgres.password")).satisfies(file -> assertThat(Files.getPosixFilePermissions(file))
                .hasSize(2));
    }

    @Test
    void listensOnLoopbackOnly() throws IOException {
        int port = Integer.parseInt(server.url().replaceAll(".*:(\\d+)/.*", "$1"));
        NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress())
                .forEach(address -> assertThatThrownBy(() -> {
                            try (Socket socket = new Socket()) {
                                socket.connect(new InetSocketAddress(address, port), 1000);
                            }
                        })
                        .isInstanceOf(IOException.class));
    }

    @Test
    void keepsItsRowsAcrossARestart() throws Exception {
        run("CREATE TABLE restarted (v text)", "INSERT INTO restarted VALUES ('kept')");
        server.close();
        server = startAgain();
        assertThat(ask("SELECT v FROM restarted")).isEqualTo("kept");
    }

    @Test
    void takesOverFromTheServerOfAKilledHub() throws Exception {
        run("CREATE TABLE orphaned (v text)", "INSERT INTO orphaned VALUES ('kept')");
        long orphan = Postmaster.of(data.resolve("postgres")).orElseThrow().pid();

        server.leaveAlone();
        server = startAgain(); // as a new hub does: nobody has closed the first one

        assertThat(ask("SELECT v FROM orphaned")).isEqualTo("kept");
        assertThat(Postmaster.of(data.resolve("postgres")).orElseThrow().pid()).isNotEqualTo(orphan);
    }

    @Test
    void startsAgainWhenItEndsByItself() throws Exception {
        run("CREATE TABLE survived (v text)", "INSERT INTO survived VALUES ('kept')");
        long first = Postmaster.of(data.resolve("postgres")).orElseThrow().pid();
        ProcessHandle.of(first).orElseThrow().destroyForcibly();

        await().ignoreExceptionsInstanceOf(SQLException.class)
                .until(() -> ask("SELECT v FROM survived").equals("kept")
                        && Postmaster.of(data.resolve("postgres"))
                                .filter(now -> now.pid() != first)
                                .isPresent());
    }

    @Test
    void leavesAProcessAloneThatGotTheOldNumber() throws Exception {
        server.close();
        Process bystander = new ProcessBuilder("sleep", "60").start();
        try {
            Files.write(
                    data.resolve("postgres").resolve("postmaster.pid"),
                    List.of(
                            bystander.pid() + "",
                            data.resolve("postgres").toString(),
                            bystander.info().startInstant().orElseThrow().getEpochSecond() + "",
                            "5432",
                            "",
                            "127.0.0.1",
                            "  1234567  99999999",
                            "ready   "));
            server = startAgain();

            assertThat(ask("SELECT 1")).isEqualTo("1");
            assertThat(bystander.isAlive()).isTrue();
        } finally {
            bystander.destroyForcibly();
        }
    }

    @Test
    void saysWhatPostgresSaysWhenItCannotStart(@TempDir Path other) throws Exception {
        Path version = Files.createDirectory(other.resolve("postgres")).resolve("PG_VERSION");
        Files.writeString(version, "9\n");
        Files.writeString(other.resolve("postgres.password"), "x\n");
        try (DataDirectory old = DataDirectory.open(other)) {
            assertThatThrownBy(() -> PostgresServer.start(old, SETTINGS, new SecureRandom()))
                    .isInstanceOf(StartupProblem.class)
                    .hasMessageContaining("postgres");
        }
    }

    private PostgresServer startAgain() {
        return PostgresServer.start(data, SETTINGS, new SecureRandom());
    }

    private String ask(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private void run(String... sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String one : sql) {
                statement.execute(one);
            }
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(server.url(), server.user(), server.password());
    }
}
