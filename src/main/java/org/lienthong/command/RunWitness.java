package org.lienthong.command;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.lienthong.audit.log.CosignerKey;
import org.lienthong.audit.log.LogFormatException;
import org.lienthong.audit.log.VerifierKey;
import org.lienthong.audit.witness.Witness;
import org.lienthong.audit.witness.WitnessDirectory;
import org.lienthong.audit.witness.WitnessServer;

/** {@code witness}: cosigns checkpoints until it is stopped. Needs neither database nor configuration. */
final class RunWitness {

    private static final String USAGE = """
            usage: java -jar lienthong.jar witness --dir <directory> --log <vkey> [--log <vkey> ...]
                                                   [--listen <host:port>] [--name <name>]

            Signs the checkpoints of a log as long as each continues the history that it saw before; a log that was rewritten
            gets no signature. Run it for another organisation than the hub's, on a machine that the hub's administrators
            cannot reach. Protocol: C2SP tlog-witness (POST /add-checkpoint).

              --dir      its state: the key, made at the first start, and the latest checkpoint of each log. Never set it back
                         to an older copy: a witness that forgot what it signed must begin with a new key
              --log      the verifier key of a log, as its /log/vkey gives it
              --listen   where it listens; by default 127.0.0.1:7380
              --name     of a new key, an address without scheme; by default <host name>/witness

            It prints its verifier key, which the hub's operators and the inspectors need.
            """;
    private static final Set<String> OPTIONS = Set.of("dir", "log", "listen", "name");
    private static final String REQUEST_SECONDS = "20";

    private RunWitness() {}

    static int run(String[] arguments, PrintStream out, PrintStream err) {
        Options options = Options.parse(arguments, OPTIONS);
        if (options.help()) {
            out.print(USAGE);
            return CommandLine.DONE;
        }
        String directory = options.value("dir");
        String mistake = options.mistake();
        if (mistake == null && (directory == null || options.values("log").isEmpty())) {
            mistake = "Give --dir and at least one --log.";
        }
        if (mistake != null || directory == null) {
            return misused(err, String.valueOf(mistake));
        }
        List<VerifierKey> logs;
        InetSocketAddress address;
        String name = options.value("name");
        try {
            logs = options.values("log").stream()
                    .map(key -> VerifierKey.parse(key.strip()))
                    .toList();
            address = address(options.value("listen"));
        } catch (LogFormatException | IllegalArgumentException e) {
            return misused(err, "--log or --listen: " + e.getMessage() + ".");
        }
        return serve(Path.of(directory), name, logs, address, out, err);
    }

    private static int serve(
            Path directory,
            @Nullable String name,
            List<VerifierKey> logs,
            InetSocketAddress address,
            PrintStream out,
            PrintStream err) {
        // The JDK's server reads these once; without them a caller who sends nothing keeps its thread.
        System.setProperty("sun.net.httpserver.maxReqTime", REQUEST_SECONDS);
        System.setProperty("sun.net.httpserver.maxRspTime", REQUEST_SECONDS);
        CountDownLatch stop = new CountDownLatch(1);
        try (WitnessDirectory kept = WitnessDirectory.open(directory)) {
            CosignerKey key = kept.key(name == null ? hostName() + "/witness" : name, new SecureRandom());
            Witness witness = new Witness(logs, kept, key, Clock.systemUTC());
            try (WitnessServer server = new WitnessServer(witness, address, line -> say(err, line))) {
                out.println("verifier key: " + key.verifier());
                for (VerifierKey log : logs) {
                    out.println("log: " + log.name() + ", " + witness.size(log.name()) + " entries seen");
                }
                out.println("listening on http://" + server.address().getHostString() + ":"
                        + server.address().getPort());
                Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                    server.close();
                    stop.countDown();
                }));
                stop.await();
            }
            return CommandLine.DONE;
        } catch (IOException | LogFormatException e) {
            err.println("The witness cannot run: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return CommandLine.FAILED;
    }

    private static void say(PrintStream err, String line) {
        err.println(Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS) + " " + line);
    }

    private static InetSocketAddress address(@Nullable String text) {
        String given = text == null ? "127.0.0.1:7380" : text;
        int colon = given.lastIndexOf(':');
        if (colon <= 0) {
            throw new IllegalArgumentException("the address is host:port");
        }
        InetSocketAddress address =
                new InetSocketAddress(given.substring(0, colon), Integer.parseInt(given.substring(colon + 1)));
        if (address.isUnresolved()) {
            throw new IllegalArgumentException("there is no host " + address.getHostString());
        }
        return address;
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    private static int misused(PrintStream err, String reason) {
        err.println(reason);
        err.print(USAGE);
        return CommandLine.MISUSED;
    }
}
