package org.lienthong.command;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
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
            Runs one route with a message, outside of a hub, and tells each step. Nothing is accepted or sent.

            usage: java -jar lienthong.jar try <routeId> --input f [--agency c --purpose p] [--answer f] [--record name]
                                               [--lang en|vi]

              --input f        the message: a service's request in JSON, or any text in UTF-8. What a hub checks before
                               its route begins (sender, form of a document, signatures) is not checked here
              --agency c       id of the agency that asks: tells what its agreement decides and which fields leave
              --purpose p      for which purpose (config/purposes.yaml); with --case and --officer where the agreement
              --case, --officer, --procedure     demands them
              --header n=v     a header that the route decides by, such as hubKind=status; several times
              --answer f       what every outside call is answered with; by default the simulated systems answer
              --record name    keep request and answer as examples/services/<provider>/<service>/<name>.request.json
                               and .answer.json, which check runs from then on; what --answer gave, as .provider.txt.
                               Of a route that is no service's: examples/routes/<routeId>/<name>.input.txt, .output.txt
                               and .headers.txt. An example of that name is replaced
              --lang en        the language of what is told; by default that of the environment (LANG)
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
            "lang",
            "config",
            "routes",
            "examples");
    private static final String SERVICE = "hub:service/";
    private static final String RECORD = "[a-z0-9]+(-[a-z0-9]+)*";

    /** As {@code check} runs examples: nobody in particular asks. */
    private static final Map<String, Object> NOBODY =
            Map.of("hubExchangeId", new UUID(0, 0).toString(), "hubConsumer", "");

    private final Options options;
    private final PrintStream out;
    private final @Nullable String provided;
    private final boolean vietnamese;
    private final Clock clock = Clock.systemUTC();

    private RunTry(Options options, PrintStream out) throws IOException {
        this.options = options;
        this.out = out;
        String answer = options.value("answer");
        this.provided = answer == null ? null : TrialText.read(Path.of(answer));
        String language = options.value("lang");
        this.vietnamese = (language == null ? RunCheck.language(System.getenv()) : language).equals("vi");
    }

    static int run(String[] arguments, PrintStream out, PrintStream err) {
        boolean named = arguments.length > 0 && !arguments[0].startsWith("--");
        Options options =
                Options.parse(named ? Arrays.copyOfRange(arguments, 1, arguments.length) : arguments, OPTIONS);
        String mistake = options.mistake();
        if (mistake == null && !options.help() && (!named || options.value("input") == null)) {
            mistake = "Name a route and its --input.";
        }
        String record = options.value("record");
        if (mistake == null && record != null && !record.matches(RECORD)) {
            mistake = "A record's name has small letters, digits and hyphens.";
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
            err.println("A file cannot be read or written: " + TrialText.why(e));
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
                trial.findings().forEach(finding -> line(finding.toString()));
                return false;
            }
            String start = trial.start(routeId);
            if (start == null) {
                throw new IllegalArgumentException(
                        "There is no route '" + routeId + "'; there are " + String.join(", ", trial.routes()) + ".");
            }
            String input = TrialText.read(Path.of(options.values("input").get(0)));
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
        String name = options.value("record");
        if (name != null) {
            new TrialRecord(directory("examples"), Path.of("routes", routeId), name)
                    .put("headers.txt", lines(headers))
                    .put("output.txt", outcome.body())
                    .put("input.txt", input)
                    .keep(this::recorded);
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
        String asks = options.value("agency");
        if (asks != null && agencies.byId(asks).isEmpty()) {
            throw new IllegalArgumentException("There is no agency '" + asks + "' in config/agencies.");
        }
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
            tell(release.release(request, whole, permitted), permitted);
            return record(trial, routeId, id, request, whole);
        } catch (ProblemException problem) {
            line(say("refused: ", "bị từ chối: ") + problem.type().slug() + ", "
                    + say(problem.detail(), problem.detailVi()));
            problem.errors().forEach(violation -> line("   " + violation.pointer() + " " + violation.detail()));
            return false;
        }
    }

    private @Nullable Decision decide(Agreements agreements, String[] service) {
        String agency = options.value("agency");
        if (agency == null) {
            line(say(
                    "decision: none, because no --agency asks; so nothing would leave",
                    "quyết định: không có, vì không có --agency nào hỏi; nên không có gì được gửi ra"));
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
            line(say("decision: permitted by ", "quyết định: được phép theo ")
                    + permitted.agreement().id() + " (" + permitted.agreement().legalBasis() + ")");
        } else if (decision instanceof Decision.Denied denied) {
            line(say("decision: denied, ", "quyết định: từ chối, ")
                    + denied.reason().name().toLowerCase(Locale.ROOT)
                    + (denied.agreement() == null
                            ? ""
                            : say(" under ", " theo ") + denied.agreement().id())
                    + say("; the provider would not be asked", "; bên cung cấp không được hỏi tới"));
        }
        return decision;
    }

    private boolean ran(RouteTrial.Outcome outcome) {
        int number = 1;
        for (RouteTrial.Step step : outcome.steps()) {
            TrialText.of(number++, step).forEach(this::line);
        }
        if (outcome.failure() != null) {
            String why = outcome.failure() instanceof ProblemException problem
                    ? say(problem.detail(), problem.detailVi())
                    : String.valueOf(outcome.failure().getMessage());
            line(say("failed: ", "lỗi: ") + why);
            return false;
        }
        line(say("end: ", "kết thúc: ")
                + (outcome.end() == null ? say("the route's last step", "bước cuối của tuyến") : outcome.end()));
        return true;
    }

    private void tell(ReleaseTrial.Released released, Decision.@Nullable Permitted permitted) {
        line(say("released:", "được gửi ra:"));
        TrialText.pretty(released.answer().toString()).lines().forEach(line -> line("   " + line));
        String why = permitted == null
                ? say("no agreement", "không có thỏa thuận")
                : say("not agreed in ", "không có trong ")
                        + permitted.agreement().id();
        released.heldBack().forEach(path -> line(say("held back: ", "giữ lại: ") + path + " (" + why + ")"));
    }

    /** What depends on who asks would not come out again, for {@code check} runs examples for nobody in particular. */
    private boolean record(RouteTrial trial, String routeId, String id, JsonNode request, JsonNode answer)
            throws IOException {
        String name = options.value("record");
        if (name == null) {
            return true;
        }
        String text = TrialText.pretty(request.toString()) + "\n";
        RouteTrial.Outcome again = trial.run(routeId, text, NOBODY, provided);
        if (again.failure() != null
                || !json(again.body(), "what the route answers").equals(answer)) {
            line(say(
                    "not recorded: the answer depends on who asks, and check runs examples for nobody in particular",
                    "không ghi lại: kết quả phụ thuộc bên hỏi, còn check chạy ví dụ không theo bên hỏi nào"));
            return false;
        }
        TrialRecord kept =
                new TrialRecord(directory("examples"), Path.of("services").resolve(id), name);
        if (provided != null) {
            kept.put("provider.txt", provided);
        } else {
            kept.requireNo("provider.txt", "give it with --answer, or delete it");
        }
        kept.put("answer.json", TrialText.pretty(answer.toString()) + "\n")
                .put("request.json", text)
                .keep(this::recorded);
        return true;
    }

    private void recorded(Path file, boolean replaced) {
        line((replaced ? say("replaced: ", "đã thay: ") : say("recorded: ", "đã ghi: ")) + file);
    }

    private String say(String en, String vi) {
        return vietnamese ? vi : en;
    }

    private void line(String text) {
        text.lines().map(TrialText::shown).forEach(out::println);
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
