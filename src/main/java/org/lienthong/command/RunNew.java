package org.lienthong.command;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lienthong.agency.Agency;
import org.lienthong.agency.AgencyConfigException;
import org.lienthong.agency.AgencyRegistry;
import org.lienthong.agency.AgencySystem;
import org.lienthong.agreement.AgreementConfigException;
import org.lienthong.agreement.Agreements;
import org.lienthong.agreement.ServiceDefinition;
import org.lienthong.agreement.ServiceField;
import org.lienthong.audit.AuditLog;

/** {@code new}: writes the files of an agency, an agreement or a data service, with comments, ready for {@code check}. */
final class RunNew {

    private static final String USAGE = """
            Writes files with comments that pass check as they are. It asks nothing and overwrites nothing.

            usage: java -jar lienthong.jar new agency <id> --name n [--en n] [--parent id] [--system s [--url u]]
                   java -jar lienthong.jar new service <provider>/<name> --consumer c [--system s] [--title t] [--purpose p]
                   java -jar lienthong.jar new agreement <provider>/<name> --consumer c [--purpose p]

              agency       config/agencies/<id>.yaml
              service      the service, both schemas, both mappings, the route, an example and a draft of an agreement
              agreement    config/agreements/<provider>-<name>-<consumer>.yaml, a draft

              --name, --en     what the agency is called, in Vietnamese and in English
              --system s       a system of the agency; for a service, the one that answers, by default the only one
              --url u          its address, by default the sandbox's https://simulated.example/<id>/<system>
              --consumer c     who asks, an agency's id or code
              --title t        what the service is called
              --purpose p      one of config/purposes.yaml; by default the first of those allowed
              --from d         first day of the agreement, by default in a month: until then nobody may ask
              --lang vi|en     language of the comments; by default that of the environment (LANG)
              --config config, --routes routes, --examples examples
                               the directories

            Exit code: 0 written, 1 nothing was written, 2 the command line is wrong.
            """;
    private static final Set<String> OPTIONS = Set.of(
            "name",
            "en",
            "parent",
            "system",
            "url",
            "consumer",
            "title",
            "purpose",
            "from",
            "lang",
            "config",
            "routes",
            "examples");
    private static final Set<String> KINDS = Set.of("agency", "agreement", "service");

    private final Options options;
    private final String language;
    private final Path config;
    private final Clock clock = Clock.systemUTC();
    private final Map<String, String> words = new HashMap<>();

    private RunNew(Options options) {
        this.options = options;
        this.language = or("lang", RunCheck.language(System.getenv()));
        this.config = Path.of(or("config", "config"));
    }

    static int run(String[] arguments, PrintStream out, PrintStream err) {
        if (Arrays.asList(arguments).contains("--help")) {
            out.print(USAGE);
            return CommandLine.DONE;
        }
        boolean named = arguments.length >= 2 && KINDS.contains(arguments[0]) && !arguments[1].startsWith("--");
        Options options =
                Options.parse(named ? Arrays.copyOfRange(arguments, 2, arguments.length) : arguments, OPTIONS);
        String mistake = named ? options.mistake() : "Name what is new: agency, agreement or service, and its id.";
        if (mistake != null) {
            err.println(mistake);
            err.print(USAGE);
            return CommandLine.MISUSED;
        }
        try {
            RunNew command = new RunNew(options);
            Scaffold scaffold =
                    switch (arguments[0]) {
                        case "agency" -> command.agency(arguments[1]);
                        case "agreement" -> command.agreement(arguments[1]);
                        default -> command.service(arguments[1]);
                    };
            scaffold.write().forEach(file -> out.println("written: " + file));
            out.println("next: java -jar target/lienthong.jar check" + command.directories());
            return CommandLine.DONE;
        } catch (AgencyConfigException | AgreementConfigException | IllegalArgumentException e) {
            err.println(e.getMessage());
        } catch (DateTimeException e) {
            err.println("--from takes a day such as 2026-01-01.");
        } catch (IOException e) {
            err.println("The files cannot be written: " + e.getMessage());
        }
        return CommandLine.FAILED;
    }

    private Scaffold agency(String id) throws IOException {
        require(id.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,40}"), "An id has letters, digits and dots, such as H99.");
        AgencyRegistry agencies = AgencyRegistry.load(config.resolve("agencies"));
        require(agencies.byId(id).isEmpty(), "The agency '" + id + "' is declared already.");
        String parent = options.value("parent");
        require(parent == null || agencies.byId(parent).isPresent(), "There is no agency '" + parent + "'.");
        words.put("id", id);
        words.put("name", text(required("name")));
        words.put("english", options.value("en") == null ? "" : ", en: \"" + text(or("en", "")) + "\"");
        words.put("scheme", id.matches("\\d{3}\\..*") ? "QCVN102" : "QD20");
        words.put("parent", parent == null ? "" : "    parent: \"" + parent + "\"\n");
        words.put("systems", systems(id));
        return new Scaffold(language, words)
                .add(config.resolve("agencies").resolve(id.toLowerCase(Locale.ROOT) + ".yaml"), "agency.yaml");
    }

    private String systems(String id) {
        String name = options.value("system");
        if (name == null) {
            return "";
        }
        String url = or("url", "https://simulated.example/" + id + "/" + name);
        return "    systems:\n      - {name: " + text(name) + ", url: \"" + text(url)
                + "\", kind: rest, calls: {idempotent: true}}\n";
    }

    private Scaffold agreement(String service) throws IOException {
        String[] id = id(service);
        Agreements agreements = agreements();
        ServiceDefinition definition = agreements
                .service(id[0], id[1])
                .orElseThrow(() -> new IllegalArgumentException("There is no config/services/" + service + ".yaml."));
        List<String> fields = new ArrayList<>();
        for (ServiceField field : definition.fields().values()) {
            fields.add((fields.isEmpty() ? "      - " : "      # - ") + field.path());
        }
        parties(id, purpose(definition.purposes().stream().sorted().toList()), fields);
        return draft(new Scaffold(language, words));
    }

    private Scaffold service(String service) throws IOException {
        String[] id = id(service);
        AgencyRegistry agencies = AgencyRegistry.load(config.resolve("agencies"));
        Agency provider = agencies.byId(id[0])
                .orElseThrow(() ->
                        new IllegalArgumentException("There is no agency '" + id[0] + "'; new agency makes one."));
        words.put("system", system(provider));
        words.put("title", text(or("title", id[1])));
        words.put("titleEn", text(or("title", id[1])));
        words.put("folder", folder(id[0]));
        words.put("route", folder(id[0]) + "-" + id[1]);
        parties(
                id,
                purpose(agreements().purposes().keySet().stream().sorted().toList()),
                List.of("      - timThay", "      # - ketQua.so", "      # - ketQua.ngay"));
        Path mappings = config.resolve("mappings").resolve(folder(id[0]));
        Path example = Path.of(or("examples", config.resolveSibling("examples").toString()))
                .resolve("services")
                .resolve(id[0])
                .resolve(id[1]);
        Path routes = Path.of(or("routes", config.resolveSibling("routes").toString()));
        return draft(new Scaffold(language, words)
                .add(config.resolve("services").resolve(id[0]).resolve(id[1] + ".yaml"), "service/service.yaml")
                .add(config.resolve("schemas").resolve(id[1] + ".request.schema.json"), "service/request.schema.json")
                .add(config.resolve("schemas").resolve(id[1] + ".answer.schema.json"), "service/answer.schema.json")
                .add(mappings.resolve(id[1] + "-request.jsonata"), "service/request.jsonata")
                .add(mappings.resolve(id[1] + "-answer.jsonata"), "service/answer.jsonata")
                .add(routes.resolve("services").resolve(words.get("route") + ".camel.yaml"), "service/route.camel.yaml")
                .add(example.resolve("request.json"), "service/request.json")
                .add(example.resolve("answer.json"), "service/answer.json")
                .add(example.resolve("provider.txt"), "service/provider.txt"));
    }

    private Scaffold draft(Scaffold scaffold) throws IOException {
        return scaffold.add(
                config.resolve("agreements")
                        .resolve(String.valueOf(words.get("agreement")).toLowerCase(Locale.ROOT) + ".yaml"),
                "agreement.yaml");
    }

    private void parties(String[] service, String purpose, List<String> fields) {
        String consumer = required("consumer");
        LocalDate today = LocalDate.ofInstant(clock.instant(), AuditLog.ZONE);
        AgencyRegistry agencies = AgencyRegistry.load(config.resolve("agencies"));
        require(
                agencies.byId(consumer).isPresent()
                        || agencies.holder(consumer, today).isPresent(),
                "There is no agency '" + consumer + "'.");
        String from = options.value("from");
        words.put("provider", service[0]);
        words.put("service", service[1]);
        words.put("consumer", consumer);
        words.put("agreement", service[0] + "-" + service[1] + "-" + consumer);
        words.put("purpose", purpose);
        words.put("fields", String.join("\n", fields) + "\n");
        words.put("basis", language.equals("vi") ? "(văn bản, điều khoản)" : "(act, article)");
        words.put("from", String.valueOf(from == null ? today.plusMonths(1) : LocalDate.parse(from)));
        words.put("contact", "chiase@" + folder(service[0]).replaceAll("[^a-z0-9-]", "-") + ".example");
    }

    private String system(Agency provider) {
        List<String> names = provider.systems().stream().map(AgencySystem::name).toList();
        String name = or("system", names.size() == 1 ? names.get(0) : "");
        require(
                names.contains(name),
                "Name with --system which system of " + provider.id() + " answers: " + String.join(", ", names) + ".");
        return name;
    }

    private String purpose(List<String> allowed) {
        require(!allowed.isEmpty(), "There is no purpose in config/purposes.yaml.");
        String purpose = or("purpose", allowed.get(0));
        require(allowed.contains(purpose), "The purpose is one of " + String.join(", ", allowed) + ".");
        return purpose;
    }

    private Agreements agreements() {
        return Agreements.offline(config, AgencyRegistry.load(config.resolve("agencies")), clock);
    }

    private String directories() {
        StringBuilder text = new StringBuilder();
        for (String directory : List.of("config", "routes", "examples")) {
            String value = options.value(directory);
            if (value != null) {
                text.append(" --").append(directory).append(' ').append(value);
            }
        }
        return text.toString();
    }

    private static String[] id(String service) {
        require(
                service.matches("[A-Za-z0-9][A-Za-z0-9._-]*/[a-z0-9][a-z0-9-]{0,63}"),
                "A service is <provider>/<name>, the name with small letters, digits and hyphens.");
        return service.split("/", 2);
    }

    /** As a directory of mappings and the beginning of a route's id may be called. */
    private static String folder(String provider) {
        return provider.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "-");
    }

    private static String text(String given) {
        require(!given.matches("(?s).*[\"\\\\\\p{Cntrl}@].*"), "Leave out quotes, backslashes and @ in names.");
        return given;
    }

    private String required(String option) {
        String value = options.value(option);
        require(value != null, "Give --" + option + ".");
        return String.valueOf(value);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    private String or(String option, String preset) {
        @Nullable String value = options.value(option);
        return value == null ? preset : value;
    }
}
