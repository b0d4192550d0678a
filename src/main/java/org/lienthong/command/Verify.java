package org.lienthong.command;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;
import org.lienthong.audit.log.ArchiveRange;
import org.lienthong.audit.log.LogFormatException;
import org.lienthong.audit.log.VerifierKey;
import org.lienthong.audit.log.WitnessKey;
import org.lienthong.audit.token.TimestampTrust;
import org.lienthong.audit.verify.LogSource;
import org.lienthong.audit.verify.LogVerifier;
import org.lienthong.audit.verify.ReceiptVerifier;
import org.lienthong.audit.verify.WitnessPolicy;
import org.lienthong.audit.verify.WrongLogException;
import org.lienthong.progress.Progress;

/** {@code verify}: checks a published log, or one receipt. Needs neither database nor configuration. */
final class Verify {

    private static final String USAGE = """
            usage: java -jar lienthong.jar verify --log <url|directory|archive> --key <vkey> [--state <file>] [--trust <file>]
                                                  [witnesses] [--quiet]
                   java -jar lienthong.jar verify --receipt <file> --document <file> --key <vkey> [witnesses]

              --log        where the log is: https://hub.example/log, a directory that holds its files, or an archive (.tar)
              --key        the log's verifier key, name+id+key, as /log/vkey gives it; get it on another way than the log
              --state      keeps the checkpoint seen last, so that a log that was rewritten or shortened is found out;
                           by default a file in .lienthong of your home directory
              --trust      checks the RFC 3161 timestamps, too: the authorities' certificates, in PEM
              --receipt    a .tlog-proof file
              --document   the document that it is for, as it was handed in
              --quiet      nothing is told of the progress

            witnesses:
              --witness    the verifier key of a witness that you trust; give the option once for each
              --quorum     how many of them must have cosigned; by default all

            Exit codes: 0 all is right, 1 something is wrong, and it is named, 2 the command line is wrong.
            """;
    private static final Set<String> OPTIONS =
            Set.of("log", "key", "state", "trust", "receipt", "document", "witness", "quorum");

    private final PrintStream out;
    private final PrintStream err;

    private Verify(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    static int run(String[] arguments, PrintStream out, PrintStream err) {
        Options options = Options.parse(arguments, OPTIONS);
        if (options.help()) {
            out.print(USAGE);
            return CommandLine.DONE;
        }
        String mistake = options.mistake();
        return mistake == null ? new Verify(out, err).run(options) : misused(err, mistake);
    }

    private int run(Options options) {
        String key = options.value("key");
        String log = options.value("log");
        String receipt = options.value("receipt");
        String document = options.value("document");
        if (key == null || (log == null) == (receipt == null) || (receipt == null) != (document == null)) {
            return misused(err, "Give --key, and either --log or --receipt with --document.");
        }
        VerifierKey verifier;
        WitnessPolicy policy;
        try {
            verifier = VerifierKey.parse(key.strip());
            policy = policy(options);
        } catch (LogFormatException | IllegalArgumentException e) {
            return misused(err, "--key, --witness or --quorum: " + e.getMessage() + ".");
        }
        try {
            if (log != null) {
                verifyLog(log, verifier, policy, options);
            } else if (receipt != null && document != null) {
                verifyReceipt(Path.of(receipt), Path.of(document), verifier, policy);
            }
            return CommandLine.DONE;
        } catch (WrongLogException e) {
            err.println("WRONG: " + e.getMessage());
        } catch (IOException e) {
            err.println("It could not be checked: " + e.getClass().getSimpleName() + " " + e.getMessage());
        }
        return CommandLine.FAILED;
    }

    private static WitnessPolicy policy(Options options) {
        List<WitnessKey> witnesses = options.values("witness").stream()
                .map(text -> WitnessKey.parse(text.strip()))
                .toList();
        String quorum = options.value("quorum");
        return new WitnessPolicy(witnesses, quorum == null ? witnesses.size() : Integer.parseInt(quorum));
    }

    private void verifyLog(String log, VerifierKey key, WitnessPolicy policy, Options options)
            throws WrongLogException, IOException {
        String state = options.value("state");
        String trust = options.value("trust");
        Path file = state == null ? defaultState(key) : Path.of(state).toAbsolutePath();
        byte[] seen = read(file);
        LogVerifier.Verified verified;
        long seenSize = 0;
        try (LogSource source = LogSource.of(log);
                Progress progress = Progress.of(err, "verify", "entries", options.quiet())
                        .ifStopped("Nothing is known of the rest, and the checkpoint seen before stays as it was.")) {
            LogVerifier verifier = new LogVerifier(source, key, policy, Clock.systemUTC(), progress);
            source.read("checkpoint").ifPresent(note -> progress.total(size(verifier, note)));
            verified = verifier.verify(seen, trust == null ? null : TimestampTrust.read(Path.of(trust), null));
            seenSize = seen == null
                    ? 0
                    : verifier.open(seen, "the checkpoint seen before").size();
        }
        ArchiveRange archive = verified.archive();
        if (archive != null) {
            boolean whole = archive.first() == 0 && archive.end() == verified.size();
            out.println("All is right: entries " + archive.first() + " to " + (archive.end() - 1) + " of " + key.name()
                    + " are in the log of " + verified.size() + " that was signed."
                    + (whole ? "" : " The others are not in this archive and were not checked."));
        } else {
            out.println("All is right: " + verified.size() + " entries of " + key.name()
                    + (seen == null
                            ? ". Seen for the first time; the next check compares with this one."
                            : ", and they begin with the " + seenSize + " seen before."));
            write(file, verified.note());
        }
        if (trust != null) {
            out.println(verified.timestamps() + " timestamps are right, the latest of " + verified.latest() + ".");
        }
        say(verified.witnessed());
    }

    private void verifyReceipt(Path receipt, Path document, VerifierKey key, WitnessPolicy policy)
            throws WrongLogException, IOException {
        ReceiptVerifier.Proven proven = new ReceiptVerifier(key, policy)
                .verify(Files.readString(receipt), DigestUtils.digest(DigestUtils.getSha256Digest(), document));
        out.println("All is right: the document was accepted; entry " + proven.index() + " of " + key.name()
                + ", proven by the checkpoint over " + proven.size() + " entries:");
        out.println(proven.entry());
        say(proven.witnessed());
    }

    private void say(String witnessed) {
        if (!witnessed.isEmpty()) {
            out.println(witnessed);
        }
    }

    /** For the progress alone; whether the checkpoint is right is told later. */
    private static long size(LogVerifier verifier, byte[] note) {
        try {
            return verifier.open(note, "the checkpoint").size();
        } catch (WrongLogException e) {
            return -1;
        }
    }

    private static Path defaultState(VerifierKey key) {
        String name = HexFormat.of().toHexDigits(key.toString().hashCode());
        String readable = key.name().replaceAll("[^A-Za-z0-9.-]", "_");
        return Path.of(System.getProperty("user.home"), ".lienthong", readable + "-" + name + ".checkpoint");
    }

    private static byte @Nullable [] read(Path file) throws IOException {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    private static void write(Path file, byte[] note) throws IOException {
        Path directory = file.getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
        Files.write(temporary, note);
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static int misused(PrintStream err, String reason) {
        err.println(reason);
        err.print(USAGE);
        return CommandLine.MISUSED;
    }
}
