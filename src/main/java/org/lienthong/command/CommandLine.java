package org.lienthong.command;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * Tells the commands apart. The first word that is no option names the command; without one the hub serves.
 *
 * <p>Exit codes: 0 done, 1 the command failed, 2 the command line is wrong.
 */
public final class CommandLine {

    public static final int DONE = 0;
    public static final int FAILED = 1;
    public static final int MISUSED = 2;

    private static final String USAGE = """
            Liên Thông, a hub through which agencies exchange documents and records.

            usage: java -jar lienthong.jar [command] [--key=value ...]

              serve            run the hub (the default)
              rebuild-queues   put everything that should be in a recipient's queue back into the outbox, after the loss
                               of the broker's data; the hub must be stopped
              check            check configuration and routes without running them; check --help tells how
              try              run one route with an example and tell each step; try --help tells how
              new              write the files of an agency, an agreement or a data service; new --help tells how
              verify           check a published audit log, or one receipt; verify --help tells how
              export           copy a range of the published audit log into an archive; export --help tells how
              agencies         compare the register with the axis' list of agencies, and take over what was reviewed;
                               agencies --help tells how
              codelists        compare a code list with an official one, take it over, tell who uses it; codelists --help
              mappings         tell which routes use a mapping; mappings --help
              generate         make up dossiers for tries and measurements; generate --help tells how
              witness          cosign the checkpoints of audit logs, for another organisation than the hub's; witness --help
                               tells how
              help             this page

              --quiet                         of a command that takes long: tell nothing of its progress
              --server.port=8080              the port of the API
              --management.server.port=8081   the port of health and metrics
              --hub.data=data                 all state; one hub per directory
              --hub.config=config             agencies, mappings and the like
              --hub.routes=routes             the routes, in YAML
              --spring.datasource.url=…       an outside PostgreSQL (with .username and .password)
              --hub.broker.url=…              an outside Artemis (with .user and .password)
              --hub.sandbox.traffic=false     without the simulated agencies
            """;

    /** Commands whose options have values of their own. */
    private static final Set<String> WITH_VALUES = Set.of(
            "agencies", "check", "codelists", "mappings", "new", "try", "verify", "export", "generate", "witness");

    private CommandLine() {}

    /** The command and what is left for it. */
    public record Parsed(String command, String[] options) {}

    public static Parsed parse(String[] args) {
        if (args.length > 0 && WITH_VALUES.contains(args[0])) {
            return new Parsed(args[0], Arrays.copyOfRange(args, 1, args.length));
        }
        Optional<String> command =
                Arrays.stream(args).filter(arg -> !arg.startsWith("-")).findFirst();
        if (command.isEmpty() && Arrays.asList(args).contains("--help")) {
            command = Optional.of("help");
        }
        String[] options =
                Arrays.stream(args).filter(arg -> arg.startsWith("-")).toArray(String[]::new);
        return new Parsed(command.orElse("serve"), options);
    }

    /** Runs any command but {@code serve}. Returns the exit code. */
    public static int run(Parsed parsed, PrintStream out, PrintStream err) {
        return switch (parsed.command()) {
            case "rebuild-queues" -> RebuildQueues.run(parsed.options(), out, err);
            case "agencies" -> RunAgencies.run(parsed.options(), out, err);
            case "check" -> RunCheck.run(parsed.options(), out, err);
            case "new" -> RunNew.run(parsed.options(), out, err);
            case "codelists" -> RunCodeLists.run(parsed.options(), out, err);
            case "mappings" -> RunMappings.run(parsed.options(), out, err);
            case "try" -> RunTry.run(parsed.options(), out, err);
            case "export" -> Export.run(parsed.options(), out, err);
            case "generate" -> GenerateDossiers.run(parsed.options(), out, err);
            case "verify" -> Verify.run(parsed.options(), out, err);
            case "witness" -> RunWitness.run(parsed.options(), out, err);
            case "help" -> {
                out.print(USAGE);
                yield DONE;
            }
            default -> {
                err.println("There is no command '" + parsed.command() + "'.");
                err.print(USAGE);
                yield MISUSED;
            }
        };
    }
}
