package org.lienthong;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.lienthong.audit.log.VerifierKey;
import org.lienthong.audit.witness.Witness;
import org.lienthong.audit.witness.WitnessDirectory;
import org.lienthong.audit.witness.WitnessServer;
import org.lienthong.sandbox.portal.PortalSimulator;
import org.lienthong.sandbox.portal.PortalSimulatorServer;
import org.lienthong.testing.Ports;
import org.lienthong.testing.TestAuthority;
import org.lienthong.testing.TlsSystem;
import org.springframework.util.FileSystemUtils;

/** All that one hub depends on, outside it, each of which can go away and come back: H41 is called over TLS. */
final class Surroundings implements AutoCloseable {

    private static final String SIMULATED_PORTAL = "http://simulated.example/G22/portal/XrdAdapter/RestService/forward";
    private static final Duration YEAR = Duration.ofDays(365);

    /** Agencies with a system that is not called, and hangs when somebody looks at its certificate. */
    private static final int BYSTANDERS = 200;

    private final Path directory;
    private final List<ServerSocket> blackHoles = new ArrayList<>();
    private final int brokerPort = Ports.free();
    private final int bystanderPort = Ports.free();
    private final InetSocketAddress witnessAddress =
            new InetSocketAddress(InetAddress.getLoopbackAddress(), Ports.free());
    private final WitnessDirectory witnessDirectory;
    private final String witnessKey;
    private WitnessServer witness;
    final TlsSystem recipient = new TlsSystem(YEAR, false);
    final TestAuthority authority = new TestAuthority(Clock.systemUTC()::instant);
    final OutsideBroker broker;
    final PortalSimulatorServer portal;

    Surroundings(Path directory) throws Exception {
        this.directory = directory;
        broker = new OutsideBroker(directory, brokerPort, "").start();
        witnessDirectory = WitnessDirectory.open(directory.resolve("witness"));
        witnessKey = witnessDirectory
                .key("witness.example/one", new SecureRandom())
                .verifier()
                .toString();
        portal = new PortalSimulatorServer(
                new PortalSimulator("lienthong", "demo-portal", null, new Random(7)), Ports.free());
    }

    /** A hub in the middle of it that is not patient, with a reserve of disk space that can be filled. */
    RunningHub hub(long reserve) throws Exception {
        List<String> options = new ArrayList<>(List.of("-Xmx384m"));
        options.addAll(recipient.trust(directory.resolve("trust.p12")));
        return RunningHub.start(
                "health-outage",
                options,
                "--hub.disk.reserve=" + reserve + "B",
                "--hub.certificates.interval=1s",
                "--hub.broker.url=tcp://127.0.0.1:" + brokerPort,
                "--hub.broker.user=hub",
                "--hub.broker.password=hub-secret",
                "--hub.retry.first=100ms",
                "--hub.retry.longest=500ms",
                "--hub.delivery.longest-pause=1s",
                "--hub.delivery.response-timeout=1s",
                "--hub.portal.longest-pause=1s",
                "--hub.log.witness-quorum=1",
                "--hub.log.witness-timeout=1s",
                "--hub.log.witnesses[0].name=one",
                "--hub.log.witnesses[0].url=http://127.0.0.1:" + witnessAddress.getPort(),
                "--hub.log.witnesses[0].vkey=" + witnessKey,
                "--hub.log.timestamps.interval=1s",
                "--hub.log.timestamps.retry=200ms",
                "--hub.log.timestamps.authorities[0].name=first",
                "--hub.log.timestamps.authorities[0].url=" + authority.url(),
                "--hub.log.timestamps.authorities[0].trust=" + authority.trust(directory.resolve("tsa.pem")),
                "--spring.ssl.bundle.pem.own.keystore.certificate=" + directory.resolve("tsa.pem"),
                "--hub.config=" + config());
    }

    void startWitness(RunningHub hub) throws Exception {
        VerifierKey log =
                VerifierKey.parse(hub.as("G22").get("/log/vkey").body().strip());
        Witness made = new Witness(
                List.of(log),
                witnessDirectory,
                witnessDirectory.key("witness.example/one", new SecureRandom()),
                Clock.systemUTC());
        witness = new WitnessServer(made, witnessAddress, line -> {});
    }

    void stopWitness() throws IOException {
        witness.close();
    }

    /** From now on everything outside takes connections and never says a word. */
    void hang() throws Exception {
        broker.close();
        stopWitness();
        portal.leave();
        recipient.leave();
        authority.does(TestAuthority.Fault.SILENT);
        for (int port : List.of(
                brokerPort, witnessAddress.getPort(), portal.url().getPort(), recipient.port(), bystanderPort)) {
            blackHoles.add(new ServerSocket(port, 1000, InetAddress.getLoopbackAddress()));
        }
    }

    void goOn(RunningHub hub) throws Exception {
        closeBlackHoles();
        broker.start();
        portal.comeBack();
        recipient.endsIn(YEAR);
        authority.does(TestAuthority.Fault.NONE);
        startWitness(hub);
    }

    private void closeBlackHoles() throws IOException {
        for (ServerSocket hole : blackHoles) {
            hole.close();
        }
        blackHoles.clear();
    }

    @Override
    public void close() throws Exception {
        closeBlackHoles();
        if (witness != null) {
            witness.close();
        }
        witnessDirectory.close();
        authority.close();
        portal.close();
        broker.close();
        recipient.close();
    }

    private Path config() throws IOException {
        Path config = directory.resolve("config");
        FileSystemUtils.copyRecursively(Path.of("config"), config);
        replace(
                config.resolve("agencies/provinces.yaml"),
                "  - id: H41\n",
                "  - id: H41\n    delivery: {mode: push, push: {system: documents}}\n"
                        + "    systems: [{name: documents, url: \"https://127.0.0.1:" + recipient.port()
                        + "/edoc\"}]\n");
        replace(
                config.resolve("agencies/ministries.yaml"),
                SIMULATED_PORTAL,
                portal.url().toString());
        Files.writeString(
                config.resolve("agencies/bystanders.yaml"),
                IntStream.range(0, BYSTANDERS)
                        .mapToObj(i -> bystander("BCDE".charAt(i / 50), i % 50 + 1))
                        .collect(Collectors.joining("", "agencies:\n", "")));
        return config;
    }

    private String bystander(char letter, int number) {
        return ("  - {id: %1$s%2$02d, names: [{vi: Cơ quan Mẫu}], codes: [{scheme: QD20, value: %1$s%2$02d}],"
                        + " systems: [{name: idle, url: \"https://127.0.0.1:%3$d/\"}]}\n")
                .formatted(letter, number, bystanderPort);
    }

    private static void replace(Path file, String before, String after) throws IOException {
        String text = Files.readString(file);
        assertThat(text).contains(before);
        Files.writeString(file, text.replace(before, after));
    }
}
