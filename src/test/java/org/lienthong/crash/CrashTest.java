package org.lienthong.crash;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/**
 * Kills the hub under load, starts it again on the same data, lets the senders repeat what got no answer, waits until
 * nothing is under way, and checks that nothing was lost or doubled. {@code -Dcrash.kills=50} how often,
 * {@code -Dcrash.seed=7} which choices, {@code -Dcrash.java=<java command>} on which JDK.
 */
final class CrashTest implements AutoCloseable {

    private static final List<String> PULLED = List.of("H41", "G15", "G02");
    private static final List<String> PUSHED = List.of("G06", "G11", "H01");
    private static final Duration DRAIN_LIMIT = Duration.ofSeconds(120);
    private static final long POLL_NANOS = 100_000_000;

    private final int kills;
    private final long seed;
    private final PrintStream out;
    private final LedgerFile sent;
    private final LedgerFile received;
    private final PushRecipients pushed;
    private final PullRecipients pulled;
    private final HubProcess hub;
    private final Senders senders;
    private final CheckpointWatch checkpoints;
    private final Inspector inspector;
    private final CrashReport report = new CrashReport();
    private final Set<Violation> violations = new LinkedHashSet<>();
    private boolean spent; // the point that the running hub was armed for is passed already

    CrashTest(Path directory, Path jar, String java, int kills, long seed, PrintStream out) throws IOException {
        this.kills = kills;
        this.seed = seed;
        this.out = out;
        Path data = directory.resolve("data");
        Path config = directory.resolve("config");
        sent = new LedgerFile(directory.resolve("sent.ledger"));
        received = new LedgerFile(directory.resolve("received.ledger"));
        pushed = new PushRecipients(received, seed);
        ConfigCopy.make(Path.of("config"), config, PUSHED, pushed.port());
        hub = new HubProcess(new HubProcess.Settings(java, jar, data, config, directory.resolve("hub.log")));
        HubCalls calls = new HubCalls(hub);
        List<String> recipients =
                Stream.concat(PULLED.stream(), PUSHED.stream()).toList();
        senders = new Senders(calls, sent, recipients, seed);
        pulled = new PullRecipients(calls, received, PULLED);
        checkpoints = new CheckpointWatch(hub);
        inspector = new Inspector(calls, data, checkpoints);
    }

    public static void main(String[] args) throws Exception {
        CrashReport report = run(Path.of(System.getProperty("hub.jar", "target/lienthong.jar")), 50);
        System.exit(report.violations.isEmpty() ? 0 : 1);
    }

    /** Runs as the system properties say, in a new directory that is kept when something was wrong. */
    static CrashReport run(Path jar, int preset) throws Exception {
        int kills = Integer.getInteger("crash.kills", preset);
        long seed = Long.getLong("crash.seed", 20261120L);
        String java = System.getProperty(
                "crash.java",
                Path.of(System.getProperty("java.home"), "bin", "java").toString());
        Path directory = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "crash-")
                .toAbsolutePath();
        CrashReport report;
        try (CrashTest test = new CrashTest(directory, jar.toAbsolutePath(), java, kills, seed, System.out)) {
            report = test.run();
        }
        report.print(System.out);
        if (report.violations.isEmpty()) {
            FileSystemUtils.deleteRecursively(directory);
        } else {
            System.out.println("ledgers, hub.log and data are kept in " + directory);
        }
        return report;
    }

    private CrashReport run() throws Exception {
        List<Outage> plan = Outage.plan(kills, seed);
        pulled.start();
        start(plan.get(0), false);
        checkpoints.start();
        for (int i = 0; i < plan.size(); i++) {
            // A point may be passed while the hub catches up; then this round's load ends in a plain kill.
            Outage outage = spent ? plan.get(i).withoutPoint() : plan.get(i);
            spent = false;
            if (!hub.isAlive()) {
                start(outage, true);
            }
            pushed.behave(true, outage.losesQueues() ? 300 : 20);
            senders.start(i);
            String end = takeDown(outage);
            senders.stop();
            pushed.behave(false, 0);
            if (outage.losesQueues()) {
                loseQueues();
            }
            Duration restart = start(i + 1 < plan.size() ? plan.get(i + 1) : null, true);
            Duration drained = drain(i + 1 < plan.size() ? plan.get(i + 1) : null);
            Evidence evidence = check(i == plan.size() - 1);
            out.printf(
                    Locale.ROOT,
                    "%3d/%d  %-44s ready after %5d ms, drained after %5d ms, %d documents, %d violations%n",
                    i + 1,
                    plan.size(),
                    end,
                    restart.toMillis(),
                    drained.toMillis(),
                    evidence.intents().size(),
                    violations.size());
        }
        report.violations.addAll(violations);
        report.repeats = senders.repeats();
        report.cut = senders.cut();
        report.checkpoints = checkpoints.count();
        return report;
    }

    /** Returns how it went down. */
    private String takeDown(Outage outage) throws InterruptedException {
        if (outage.kind() == Outage.Kind.TERMINATE) {
            hub.fellWithin(outage.delayMillis());
            Duration stop = hub.terminate();
            if (stop == null) {
                violations.add(new Violation('T', "SIGTERM was not obeyed within " + HubProcess.STOP_LIMIT));
            } else {
                report.stops.add(stop);
            }
            return outage.describe();
        }
        boolean fell = hub.fellWithin(outage.delayMillis());
        if (fell && outage.kind() == Outage.Kind.POINT && hub.halted()) {
            report.hit(outage.point());
            return outage.describe();
        }
        if (fell) {
            violations.add(new Violation('T', "the hub ended by itself"));
            return "ended by itself";
        }
        hub.kill();
        report.randomKills++;
        if (outage.kind() == Outage.Kind.POINT) {
            report.missedPoints++;
            return outage.describe() + " (not passed)";
        }
        return outage.describe();
    }

    private void loseQueues() throws IOException, InterruptedException {
        FileSystemUtils.deleteRecursively(hub.data().resolve("artemis"));
        int exit = hub.run("rebuild-queues");
        if (exit != 0) {
            violations.add(new Violation('Q', "rebuild-queues ended with " + exit));
        }
        report.lostQueues++;
    }

    /**
     * @param next what the hub is armed for
     * @param again whether this is a restart, to be counted
     */
    private Duration start(Outage next, boolean again) throws IOException, InterruptedException {
        Duration took = hub.start(next);
        if (hub.isAlive() && !hub.isReady()) {
            throw new IllegalStateException("the hub was not ready after " + took.toSeconds() + " s; see hub.log");
        }
        if (!hub.isAlive()) {
            if (next == null || next.kind() != Outage.Kind.POINT || !hub.halted()) {
                throw new IllegalStateException("the hub did not start; see hub.log");
            }
            report.hit(next.point());
            spent = true;
            return start(null, again);
        }
        if (again) {
            report.restarts.add(took);
        }
        return took;
    }

    /** Repeats what got no answer until everything has one, and waits until nothing is under way. */
    private Duration drain(Outage armed) throws IOException, InterruptedException {
        long from = System.nanoTime();
        while (System.nanoTime() - from < DRAIN_LIMIT.toNanos()) {
            if (!hub.isAlive()) {
                if (armed == null || armed.kind() != Outage.Kind.POINT || !hub.halted()) {
                    violations.add(new Violation('T', "the hub ended by itself while it caught up"));
                } else {
                    report.hit(armed.point());
                    spent = true;
                }
                start(null, true);
            }
            if (senders.retry() == 0 && inspector.isAtRest()) {
                break;
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
        return Duration.ofNanos(System.nanoTime() - from);
    }

    private Evidence check(boolean last) throws IOException, SQLException, InterruptedException {
        Evidence evidence = Evidence.of(sent.lines(), received.lines());
        Set<String> exchanges =
                evidence.acks().stream().map(Evidence.Ack::exchangeId).collect(Collectors.toSet());
        List<Violation> found = CrashChecks.check(evidence, inspector.look(exchanges, last));
        for (Violation violation : found) {
            if (violations.add(violation)) {
                out.println("     " + violation);
            }
        }
        report.count(evidence);
        return evidence;
    }

    /** Leaves no process behind, not even when the test itself failed: a killed hub's PostgreSQL lives on. */
    @Override
    public void close() throws Exception {
        checkpoints.close();
        pulled.close();
        hub.close();
        Path pid = hub.data().resolve("postgres/postmaster.pid");
        if (Files.exists(pid)) {
            List<String> lines = new ArrayList<>(Files.readAllLines(pid));
            ProcessHandle.of(Long.parseLong(lines.get(0).strip()))
                    .filter(process -> process.info().command().orElse("").endsWith("postgres"))
                    .ifPresent(CrashTest::stop);
        }
        pushed.close();
        sent.close();
        received.close();
    }

    private static void stop(ProcessHandle process) {
        process.destroy();
        try {
            process.onExit().get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            process.destroyForcibly();
        }
    }
}
