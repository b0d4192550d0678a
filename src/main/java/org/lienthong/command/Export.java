package org.lienthong.command;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Set;
import org.lienthong.audit.archive.LogArchive;
import org.lienthong.audit.log.ArchiveRange;
import org.lienthong.audit.log.LogFormatException;
import org.lienthong.audit.log.VerifierKey;
import org.lienthong.audit.verify.LogSource;
import org.lienthong.progress.Progress;

/** {@code export}: copies a range of a published log into an archive. Needs neither database nor configuration. */
final class Export {

    private static final String USAGE = """
            usage: java -jar lienthong.jar export --out <file> [--log <url|directory>] [--from <when>] [--to <when>] [--key <vkey>]
                                                  [--quiet]

              --out    the archive to be written (.tar); verify --log <file> checks it
              --log    where the log is: https://hub.example/log, or the directory that holds its files, by default data/log
              --from   the first entry: its index, or a date (2026-11-01, 0 o'clock in Asia/Ho_Chi_Minh); by default 0
              --to     the last entry: its index, or a date, the whole day included; by default the last one published
              --key    the log's verifier key; by default as the log gives it
              --quiet  nothing is told of the progress

            Bundles of 256 entries stay whole, so the archive may hold a few entries more. The same log and range give the
            same bytes. Of the entries outside the range it holds the hashes that the signed root needs.

            Exit codes: 0 written, 1 it failed, 2 the command line is wrong.
            """;
    private static final Set<String> OPTIONS = Set.of("out", "log", "from", "to", "key");
    private static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");

    private final Options options;
    private final PrintStream out;
    private final PrintStream err;

    private Export(Options options, PrintStream out, PrintStream err) {
        this.options = options;
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
        if (mistake != null) {
            return misused(err, mistake);
        }
        String file = options.value("out");
        return file == null ? misused(err, "Give --out.") : new Export(options, out, err).run(Path.of(file));
    }

    private int run(Path file) {
        try (LogSource source = LogSource.of(option("log", "data/log"));
                Progress progress =
                        Progress.of(err, "export", "entries", options.quiet()).ifStopped("No archive was written.")) {
            LogArchive archive = new LogArchive(source, key(source), progress);
            long first = index(archive, option("from", "0"), false);
            String to = options.value("to");
            long end = to == null ? archive.size() : index(archive, to, true);
            if (first >= end) {
                err.println("There are no entries from " + option("from", "0") + " to " + to + ".");
                return CommandLine.FAILED;
            }
            progress.total(end - first);
            ArchiveRange range = archive.write(first, end, file);
            out.println("Entries " + range.first() + " to " + (range.end() - 1) + " are in " + file + ", "
                    + Files.size(file) + " bytes.");
            return CommandLine.DONE;
        } catch (DateTimeException e) {
            return misused(err, "--from and --to take an index or a date like 2026-11-30.");
        } catch (IOException | LogFormatException | IllegalArgumentException e) {
            err.println("The archive was not written: " + e.getMessage());
            return CommandLine.FAILED;
        }
    }

    private String option(String name, String otherwise) {
        String value = options.value(name);
        return value == null ? otherwise : value;
    }

    private VerifierKey key(LogSource source) throws IOException {
        String given = options.value("key");
        if (given == null) {
            byte[] published = source.read("vkey")
                    .orElseThrow(() -> new IOException("there is no log at " + option("log", "data/log")));
            given = new String(published, java.nio.charset.StandardCharsets.UTF_8);
        }
        return VerifierKey.parse(given.strip());
    }

    /** @param after the index after what is meant instead of its own */
    private static long index(LogArchive archive, String when, boolean after) throws IOException {
        if (when.matches("[0-9]{1,18}")) {
            return Long.parseLong(when) + (after ? 1 : 0);
        }
        LocalDate date = LocalDate.parse(when).plusDays(after ? 1 : 0);
        return archive.firstSince(date.atStartOfDay(ZONE).toInstant());
    }

    private static int misused(PrintStream err, String reason) {
        err.println(reason);
        err.print(USAGE);
        return CommandLine.MISUSED;
    }
}
