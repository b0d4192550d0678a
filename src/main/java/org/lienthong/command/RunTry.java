package org.lienthong.command;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lienthong.agency.AgencyConfigException;
import org.lienthong.agency.AgencyRegistry;
import org.lienthong.agreement.AgreementConfigException;
import org.lienthong.agreement.Agreements;
import org.lienthong.agreement.Decision;
import org.lienthong.agreement.Enquiry;
import org.lienthong.agreement.ServiceDefinition;
import org.lienthong.codelist.CodeListConfigException;
import org.lienthong.codelist.CodeLists;
import org.lienthong.mapping.MapComponent;
import org.lienthong.mapping.MappingConfigException;
import org.lienthong.problem.ProblemException;
import org.lienthong.route.RouteTrial;
import org.lienthong.service.ReleaseTrial;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code try}: one route with one message, each step told, outside calls answered by recorded or simulated systems. */
final class RunTry {

    private static final String USAGE = """
            Runs one route with a message, outside of a hub, and tells each step. Nothing is accepted, recorded or sent.

            usage: java -jar lienthong.jar try <routeId> --input f [--agency c --purpose p] [--answer f] [--record name]

              --input f        the message: a service's request in JSON, or any text
              --agency c       id of the agency that asks: tells what its agreement decides and which fields leave
              --purpose p      for which purpose (config/purposes.yaml); with --case and --officer where the agreement
              --case, --officer, --procedure     demands them
              --header n=v     a header that the route decides by, such as hubKind=status; several times
              --answer f       what every outside call is answered with; by default the simulated systems answer
              --record name    keep request and answer as examples/services/<provider>/<service>/<name>.request.json
                               and .answer.json, which check runs from then on; what --answer gave, as .provider.txt.
                               Of a route that is no service's: examples/routes/<routeId>/<name>.input.txt, .output.txt
                               and .headers.txt
              --config config, --routes routes, --examples examples
                               the directories

            Exit code: 0 the route ran to its end, 1 it failed or was denied, 2 the command line is wrong.
            """;

    private static final Set<String> OPTIONS = Set.of(
            "input",
            "agency",
            "purpose",
            "case",
            "officer",
            "procedure",
            "header",
            "answer",
            "record",
            "config",
            "routes",
            "examples");
    private static final String SERVICE = "hub:service/";

    private final Options options;
    private final PrintStream out;
    private final @Nullable String provided;
    private final Clock clock = Clock.systemUTC();

    private RunTry(Options options, PrintStream out) throws IOException {
        this.options = options;
        this.out = out;
        String answer = options.value("answer");
        this.provided = answer == null ? null : Files.readString(Path.of(answer));
    }

    static int run(String[] arguments, PrintStream out, PrintStream err) {
        boolean named = arguments.length > 0 && !arguments[0].startsWith("--");
        Options options =
                Options.parse(named ? Arrays.copyOfRange(arguments, 1, arguments.length) : arguments, OPTIONS);
        String mistake = options.mistake();
        if (mistake == null && !options.help() && (!named || options.value("input") == null)) {
            mistake = "Name a route and its --input.";
        }
        if (options.help()) {
            out.print(USAGE);
            return CommandLine.DONE;
        }
        if (mistake != null) {
            err.println(mistake);
            err.print(USAGE);
            return CommandLine.MISUSED;
        }
        Silence.keep();
        try {
            return new RunTry(options, out).run(arguments[0]) ? CommandLine.DONE : CommandLine.FAILED;
        } catch (IOException e) {
            err.println("A file cannot be read or written: " + e.getMessage());
        } catch (AgencyConfigException
                | AgreementConfigException
                | CodeListConfigException
                | MappingConfigException
                | IllegalArgumentException e) {
            err.println(e.getMessage());
        }
        return CommandLine.FAILED;
    }

    private boolean run(String routeId) throws IOException {
        Path config = directory("config");
        CodeLists codes = CodeLists.read(config.resolve("codelists"));
        try (RouteTrial trial =
                new RouteTrial(directory("routes"), MapComponent.of(config.resolve("mappings"), codes, clock))) {
            if (!trial.findings().isEmpty()) {
                trial.findings().forEach(out::println);
                return false;
            }
            String start = trial.start(routeId);
            if (start == null) {
                throw new IllegalArgumentException(
                        "There is no route '" + routeId + "'; there are " + String.join(", ", trial.routes()) + ".");
            }
            String input = Files.readString(Path.of(options.values("input").get(0)));
            return start.startsWith(SERVICE)
                    ? service(trial, routeId, start.substring(SERVICE.length()), input)
                    : message(trial, routeId, input);
        }
    }

    private boolean message(RouteTrial trial, String routeId, String input) throws IOException {
        Map<String, Object> headers = headers(Map.of("hubKind", "document"));
        RouteTrial.Outcome outcome = trial.run(routeId, input, headers, provided);
        if (!ran(outcome)) {
            return false;
        }
        String name = recordName();
        if (name != null) {
            Path folder = Files.createDirectories(
                    directory("examples").resolve("routes").resolve(routeId));
            keep(folder.resolve(name + ".input.txt"), input);
            keep(folder.resolve(name + ".headers.txt"), lines(headers));
            keep(folder.resolve(name + ".output.txt"), outcome.body());
        }
        return true;
    }

    private static String lines(Map<String, Object> headers) {
        StringBuilder lines = new StringBuilder();
        new TreeMap<>(headers)
                .forEach((name, value) ->
                        lines.append(name).append('=').append(value).append('\n'));
        return lines.toString();
    }

    private boolean service(RouteTrial trial, String routeId, String id, String input) throws IOException {
        String[] names = id.split("/", 2);
        AgencyRegistry agencies = AgencyRegistry.load(directory("config").resolve("agencies"));
        Agreements agreements = Agreements.offline(directory("config"), agencies, clock);
        ServiceDefinition definition = agreements
                .service(names[0], names[1])
                .orElseThrow(() -> new IllegalArgumentException("There is no config/services/" + id + ".yaml."));
        Decision decision = decide(agreements, names);
        if (decision instanceof Decision.Denied) {
            return false;
        }
        Decision.Permitted permitted = decision instanceof Decision.Permitted granted ? granted : null;
        ReleaseTrial release = new ReleaseTrial(definition);
        JsonNode request = json(input, "the request");
        try {
            release.checkRequest(request);
            RouteTrial.Outcome outcome = trial.run(routeId, input, headers(call(names)), provided);
            if (!ran(outcome)) {
                return false;
            }
            JsonNode whole = json(outcome.body(), "what the route answers");
            tell(release.release(whole, permitted), permitted);
            record(id, request, whole);
            return true;
        } catch (ProblemException problem) {
            out.println("refused: " + problem.type().slug() + ", " + problem.getMessage());
            problem.errors().forEach(violation -> out.println("   " + violation.pointer() + " " + violation.detail()));
            return false;
        }
    }

    private @Nullable Decision decide(Agreements agreements, String[] service) {
        String agency = options.value("agency");
        if (agency == null) {
            out.println("decision: none, because no --agency asks; so nothing would leave");
            return null;
        }
        Decision decision = agreements.decide(new Enquiry(
                agency,
                null,
                service[0],
                service[1],
                options.value("purpose"),
                options.value("case"),
                options.value("procedure"),
                options.value("officer"),
                clock.instant()));
        if (decision instanceof Decision.Permitted permitted) {
            out.println("decision: permitted by " + permitted.agreement().id() + " ("
                    + permitted.agreement().legalBasis() + ")");
        } else if (decision instanceof Decision.Denied denied) {
            out.println("decision: denied, " + denied.reason().name().toLowerCase(java.util.Locale.ROOT)
                    + (denied.agreement() == null
                            ? ""
                            : " under " + denied.agreement().id())
                    + "; the provider would not be asked");
        }
        return decision;
    }

    private boolean ran(RouteTrial.Outcome outcome) {
        int number = 1;
        for (RouteTrial.Step step : outcome.steps()) {
            TrialText.of(number++, step).forEach(out::println);
        }
        if (outcome.failure() != null) {
            out.println("failed: " + outcome.failure().getMessage());
            return false;
        }
        out.println(outcome.end() == null ? "end: the route's last step" : "end: " + outcome.end());
        return true;
    }

    private void tell(ReleaseTrial.Released released, Decision.@Nullable Permitted permitted) {
        out.println("released:");
        TrialText.pretty(released.answer().toString()).lines().forEach(line -> out.println("   " + line));
        String why = permitted == null
                ? "no agreement"
                : "not agreed in " + permitted.agreement().id();
        released.heldBack().forEach(path -> out.println("held back: " + path + " (" + why + ")"));
    }

    private void record(String id, JsonNode request, JsonNode answer) throws IOException {
        String name = recordName();
        if (name == null) {
            return;
        }
        Path folder = Files.createDirectories(
                directory("examples").resolve("services").resolve(id));
        keep(folder.resolve(name + ".request.json"), TrialText.pretty(request.toString()) + "\n");
        keep(folder.resolve(name + ".answer.json"), TrialText.pretty(answer.toString()) + "\n");
        if (provided != null) {
            keep(folder.resolve(name + ".provider.txt"), provided);
        }
    }

    private @Nullable String recordName() {
        String name = options.value("record");
        if (name != null && !name.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
            throw new IllegalArgumentException("A record's name has small letters, digits and hyphens.");
        }
        return name;
    }

    private void keep(Path file, String text) throws IOException {
        Files.writeString(file, text);
        out.println("recorded: " + file);
    }

    private Map<String, Object> call(String[] service) {
        Map<String, Object> headers = new LinkedHashMap<>();
        headers.put("hubExchangeId", new UUID(0, 0).toString());
        headers.put("hubProvider", service[0]);
        headers.put("hubService", service[1]);
        headers.put("hubConsumer", or("agency"));
        headers.put("hubPurpose", or("purpose"));
        headers.put("hubProcedure", or("procedure"));
        headers.put("hubCaseId", or("case"));
        headers.put("hubOfficer", or("officer"));
        return headers;
    }

    private Map<String, Object> headers(Map<String, Object> preset) {
        Map<String, Object> headers = new LinkedHashMap<>(preset);
        List<String> given = options.values("header");
        for (String header : given) {
            String[] parts = header.split("=", 2);
            if (parts.length < 2) {
                throw new IllegalArgumentException("A header is given as name=value, not '" + header + "'.");
            }
            headers.put(parts[0], parts[1]);
        }
        return headers;
    }

    private static JsonNode json(String text, String what) {
        try {
            return new JsonMapper().readTree(text);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(what + " is no JSON: " + e.getOriginalMessage(), e);
        }
    }

    private String or(String option) {
        String value = options.value(option);
        return value == null ? "" : value;
    }

    private Path directory(String option) {
        String value = options.value(option);
        return Path.of(value == null ? option : value);
    }
}
