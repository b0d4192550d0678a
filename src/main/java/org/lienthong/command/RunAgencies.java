package org.lienthong.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lienthong.agency.AgencyConfigException;
import org.lienthong.agency.AgencyRegistry;
import org.lienthong.agency.axis.AxisDownload;
import org.lienthong.agency.axis.AxisList;
import org.lienthong.agency.axis.AxisListException;
import org.lienthong.agency.axis.Comparison;
import org.lienthong.agency.axis.Difference;
import org.lienthong.agency.axis.DifferenceReport;
import org.lienthong.agency.axis.Proposal;
import org.lienthong.progress.Progress;

/** {@code agencies}: the axis' list of agencies beside the register, and what a steward takes over from it. */
final class RunAgencies {

    private static final ZoneId VIETNAM = ZoneId.of("Asia/Ho_Chi_Minh");
    private static final String MOST = "20";

    private static final String USAGE = """
            Compares the register of agencies with the axis' list, and takes over what was reviewed.

            usage: java -jar lienthong.jar agencies diff   --from f [--from g] [options]
                   java -jar lienthong.jar agencies import --from f [--from g] --reviewed fingerprint [options]

              --from f            an answer of getSynchronizeUnit or getAgenciesListQD20 (JSON); give both if you have them.
                                  Or the axis' address, http(s)://…, which is asked for both
              --system id         with an address: the centre's system id, and
              --secret-file f       the file that holds its secret
              --config config     the directory with agencies/
              --effective d       the day from which changes hold, 2027-01-01; by default tomorrow. The register of that
                                  day is compared
              --format text       text, json or csv
              --output f          write the difference there instead of to the standard output
              --most 20           how many of each class the text lists
              --reviewed …        import: the fingerprint that diff printed. Anything else is refused, also when the list
                                  or the register changed since
              --basis …           import: the legal basis that the file of changes names
              --closing n         import: how many agencies end, where that is more than a tenth of those that receive
              --quiet             nothing is told of the progress

            diff writes nothing. import adds new agencies to config/agencies/<ministry or province>.yaml, puts what happens
            to known ones into one file of config/agencies/changes/, and writes nothing at all unless the whole then
            passes the check. Ambiguous and missing ones are left to you.

            Exit code: 0 done, 1 failed or refused, 2 the command line is wrong.
            """;

    private static final Set<String> OPTIONS = Set.of(
            "from",
            "system",
            "secret-file",
            "config",
            "hub.config",
            "effective",
            "format",
            "output",
            "most",
            "reviewed",
            "basis",
            "closing");

    private final Options options;
    private final PrintStream out;
    private final PrintStream err;
    private final Clock clock = Clock.systemUTC();

    private RunAgencies(Options options, PrintStream out, PrintStream err) {
        this.options = options;
        this.out = out;
        this.err = err;
    }

    static int run(String[] arguments, PrintStream out, PrintStream err) {
        String verb = arguments.length == 0 ? "" : arguments[0];
        if (verb.equals("--help")) {
            out.print(USAGE);
            return CommandLine.DONE;
        }
        Options options =
                Options.parse(Arrays.copyOfRange(arguments, Math.min(1, arguments.length), arguments.length), OPTIONS);
        if (options.help()) {
            out.print(USAGE);
            return CommandLine.DONE;
        }
        RunAgencies run = new RunAgencies(options, out, err);
        String mistake =
                Set.of("diff", "import").contains(verb) ? run.mistake(verb) : "Say agencies diff or agencies import.";
        if (mistake != null) {
            err.println(mistake);
            err.print(USAGE);
            return CommandLine.MISUSED;
        }
        try {
            return run.run(verb);
        } catch (AxisListException | AgencyConfigException e) {
            err.println(e.getMessage());
        } catch (IOException e) {
            err.println("It cannot be read or written: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return CommandLine.FAILED;
    }

    private @Nullable String mistake(String verb) {
        if (options.mistake() != null) {
            return options.mistake();
        }
        if (options.values("from").isEmpty()) {
            return "--from is missing.";
        }
        if (!Set.of("text", "json", "csv").contains(value("format", "text"))) {
            return "The format is text, json or csv.";
        }
        if (!value("most", MOST).matches("[0-9]{1,7}")) {
            return "--most is a number.";
        }
        if (verb.equals("import") && options.value("reviewed") == null) {
            return "--reviewed is missing: review the output of agencies diff, then name its fingerprint.";
        }
        try {
            effective();
        } catch (DateTimeParseException e) {
            return "--effective is a day such as 2027-01-01.";
        }
        return null;
    }

    private int run(String verb) throws IOException, InterruptedException {
        Path agencies = Path.of(value("config", value("hub.config", "config")), "agencies");
        AgencyRegistry registry = AgencyRegistry.load(agencies);
        err.println("The register has " + registry.agencies().size() + " agencies.");
        AxisList list = new AxisList();
        Difference difference;
        try (Progress progress =
                Progress.of(err, "agencies", "entries", options.quiet()).ifStopped("Nothing was written.")) {
            read(list, progress);
            difference = Comparison.of(list, registry, effective());
        }
        err.println("Read " + list.entries() + " entries.");
        err.println("Compared " + difference.units() + " units.");
        if (verb.equals("diff")) {
            show(difference);
            return CommandLine.DONE;
        }
        return take(difference, registry, agencies);
    }

    private void read(AxisList list, Progress progress) throws IOException, InterruptedException {
        for (String from : options.values("from")) {
            if (from.startsWith("http://") || from.startsWith("https://")) {
                new AxisDownload(URI.create(from), value("system", ""), secret(), clock).into(list, progress::accept);
            } else {
                try (InputStream in = Files.newInputStream(Path.of(from))) {
                    list.read(in, from, progress::accept);
                }
            }
        }
    }

    private String secret() throws IOException {
        String file = options.value("secret-file");
        if (file == null || options.value("system") == null) {
            throw new IOException("the axis wants --system and --secret-file");
        }
        return Files.readString(Path.of(file)).strip();
    }

    private void show(Difference difference) throws IOException {
        String text =
                switch (value("format", "text")) {
                    case "json" -> DifferenceReport.json(difference);
                    case "csv" -> DifferenceReport.csv(difference);
                    default -> DifferenceReport.text(difference, Integer.parseInt(value("most", MOST)));
                };
        String output = options.value("output");
        if (output == null) {
            out.print(text);
        } else {
            Files.writeString(Path.of(output), text, StandardCharsets.UTF_8);
            err.println("fingerprint " + DifferenceReport.fingerprint(difference));
        }
    }

    private int take(Difference difference, AgencyRegistry registry, Path agencies) {
        String fingerprint = DifferenceReport.fingerprint(difference);
        if (!fingerprint.equals(options.value("reviewed"))) {
            err.println("This is not the difference that was reviewed: its fingerprint is " + fingerprint
                    + ". The list, the register or the day is another one; review it anew.");
            return CommandLine.FAILED;
        }
        if (!difference.proposes()) {
            err.println("There is nothing to take over.");
            return CommandLine.DONE;
        }
        int closed = difference.count(Difference.Kind.CLOSED);
        if (tooMany(closed, registry) && !value("closing", "").equals(String.valueOf(closed))) {
            err.println(closed + " agencies would end, more than a tenth of those that receive. When that is meant, say"
                    + " --closing " + closed + ".");
            return CommandLine.FAILED;
        }
        String basis = value("basis", "Danh sách cơ quan của Trục liên thông văn bản quốc gia, " + today().toString());
        List<Path> written = new Proposal(difference, registry, basis).write(agencies);
        written.forEach(out::println);
        err.println("Wrote " + written.size() + " files. Look at them with git diff, then publish them.");
        return CommandLine.DONE;
    }

    /** A list that was cut, or is another centre's, must not end what receives documents. */
    private boolean tooMany(int closed, AgencyRegistry registry) {
        long open = registry.agencies().stream()
                .filter(agency -> agency.activeOn(effective()))
                .count();
        return closed > 1 && closed * 10L > open;
    }

    private LocalDate effective() {
        String day = options.value("effective");
        return day == null ? today().plusDays(1) : LocalDate.parse(day);
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), VIETNAM);
    }

    private String value(String name, String preset) {
        String value = options.value(name);
        return value == null ? preset : value;
    }
}
