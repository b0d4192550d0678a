package org.lienthong.command;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lienthong.agency.AgencyConfigException;
import org.lienthong.agency.AgencyRegistry;
import org.lienthong.codelist.CodeListConfigException;
import org.lienthong.codelist.CodeLists;
import org.lienthong.dossier.generate.DossierStream;
import org.lienthong.dossier.generate.Faults;
import org.lienthong.dossier.generate.HubSender;
import org.lienthong.dossier.generate.Load;
import org.lienthong.dossier.generate.RecordCount;
import org.lienthong.dossier.generate.RecordFiles;
import org.lienthong.dossier.generate.RecordSink;
import org.lienthong.dossier.generate.Sender;
import org.lienthong.dossier.statistics.Procedures;
import org.lienthong.progress.Progress;

/** {@code generate dossiers}: realistic load for rehearsals and measurements. Nothing of it is about real people. */
final class GenerateDossiers {

    private static final String USAGE = """
            usage: java -jar lienthong.jar generate dossiers --out <directory|-> [--records N] [--seed S] [--from 2026-07-01]
                     [--to 2026-10-01] [--agencies H26,G09] [--faults late=0.01,repeated=0.02,rewritten=0.1]
                   java -jar lienthong.jar generate dossiers --to-hub <url> --key <key> [the same]

              --out        writes NDJSON, a file per agency and kind of record; - for all records on the standard output
              --to-hub     hands the records in at a hub, http://localhost:8080
              --key        the caller's key there; {agency} in it stands for the agency, by default demo-{agency}
              --batch      records in a batch, by default 1000
              --plain      true: batches are sent without gzip
              --records    how many records, by default 10000
              --seed       the same seed and options give the same bytes, by default 1
              --from       first day on which dossiers are submitted, by default 2026-07-01
              --to         the day after the last; nothing later is told; by default 2026-10-01
              --agencies   whose dossiers, by default those of every province and ministry of today
              --faults     shares of records that come late, come again, or say done (9) where the dossier waits (5, 6) or
                           was stopped (8); by default none
              --config     the directory with agencies and code lists, by default config
              --quiet      nothing is told of the progress

            Every person is Nguyễn Văn Mẫu. Exit codes: 0 done, 1 it failed, 2 the command line is wrong.
            """;

    private static final Set<String> OPTIONS = Set.of(
            "out", "to-hub", "key", "batch", "plain", "records", "seed", "from", "to", "agencies", "faults", "config");
    private static final int ATTEMPTS = 600;

    private final Options options;
    private final PrintStream out;
    private final PrintStream err;

    private GenerateDossiers(Options options, PrintStream out, PrintStream err) {
        this.options = options;
        this.out = out;
        this.err = err;
    }

    static int run(String[] arguments, PrintStream out, PrintStream err) {
        if (arguments.length == 0 || !arguments[0].equals("dossiers")) {
            boolean help = Arrays.asList(arguments).contains("--help");
            (help ? out : err).print(USAGE);
            return help ? CommandLine.DONE : CommandLine.MISUSED;
        }
        Options options = Options.parse(Arrays.copyOfRange(arguments, 1, arguments.length), OPTIONS);
        if (options.help()) {
            out.print(USAGE);
            return CommandLine.DONE;
        }
        String mistake = options.mistake();
        if (mistake == null && (options.value("out") == null) == (options.value("to-hub") == null)) {
            mistake = "Give --out or --to-hub.";
        }
        return mistake == null ? new GenerateDossiers(options, out, err).run() : misused(err, mistake);
    }

    private int run() {
        Load load;
        long records;
        try {
            records = number("records", 10_000);
            load = RecordCount.ofRecords(load(), records);
        } catch (AgencyConfigException | CodeListConfigException e) {
            err.println(e.getMessage());
            return CommandLine.FAILED;
        } catch (DateTimeException | IllegalArgumentException e) {
            return misused(err, String.valueOf(e.getMessage()));
        }
        try (RecordSink sink = sink(load)) {
            generate(load, records, sink);
            return CommandLine.DONE;
        } catch (IOException e) {
            err.println("Not all records were delivered: " + e.getMessage());
            return CommandLine.FAILED;
        }
    }

    private void generate(Load load, long records, RecordSink sink) throws IOException {
        DossierStream stream = new DossierStream(load);
        long count = 0;
        try (Progress progress = Progress.of(err, "generate", "records", options.quiet())) {
            progress.total(records);
            while (count < records && stream.next()) {
                sink.take(stream);
                progress.accept(++count);
            }
        }
        err.println(count + " records of " + load.dossiers() + " dossiers");
    }

    private Load load() {
        Path config = Path.of(option("config", "config"));
        LocalDate from = LocalDate.parse(option("from", "2026-07-01"));
        Procedures procedures = Procedures.of(CodeLists.read(config.resolve("codelists")));
        return new Load(
                number("seed", 1),
                from,
                LocalDate.parse(option("to", "2026-10-01")),
                1,
                senders(AgencyRegistry.load(config.resolve("agencies")), from),
                procedures.all(),
                Faults.parse(option("faults", "")));
    }

    private List<Sender> senders(AgencyRegistry registry, LocalDate day) {
        List<Sender> all = Sender.of(registry, day);
        String wanted = options.value("agencies");
        if (wanted == null) {
            return all;
        }
        return Arrays.stream(wanted.split(","))
                .map(String::strip)
                .map(id -> all.stream()
                        .filter(sender -> sender.agency().equals(id))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException(
                                "'" + id + "' is no province or ministry of " + day + ".")))
                .toList();
    }

    private RecordSink sink(Load load) throws IOException {
        String hub = options.value("to-hub");
        if (hub == null) {
            String to = Objects.requireNonNull(options.value("out"));
            return to.equals("-") ? RecordFiles.into(out, load.senders()) : RecordFiles.in(Path.of(to), load.senders());
        }
        HubSender.Target target = new HubSender.Target(
                URI.create(hub),
                option("key", "demo-{agency}"),
                (int) number("batch", 1000),
                !option("plain", "false").equals("true"),
                ATTEMPTS);
        return new HubSender(target, load.senders(), out::println);
    }

    private String option(String name, String otherwise) {
        @Nullable String value = options.value(name);
        return value == null ? otherwise : value;
    }

    private long number(String name, long otherwise) {
        String value = option(name, Long.toString(otherwise));
        if (!value.matches("[0-9]{1,9}")) {
            throw new IllegalArgumentException("--" + name + " is a number.");
        }
        return Long.parseLong(value);
    }

    private static int misused(PrintStream err, String reason) {
        err.println(reason);
        err.print(USAGE);
        return CommandLine.MISUSED;
    }
}
