package org.lienthong.command;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lienthong.check.Check;
import org.lienthong.check.Report;
import org.lienthong.check.Rule;
import org.lienthong.check.Rules;
import org.lienthong.check.Sarif;
import org.lienthong.config.Finding;

/** {@code check}: everything that stewards wrote, all faults at once, before a hub sees it. */
final class RunCheck {

    private static final String USAGE = """
            Checks all of a configuration and its routes, outside of a hub: nothing is called or written.

            usage: java -jar lienthong.jar check [--config d] [--routes d] [--examples d] [--format text|sarif]
                                                 [--output f] [--lang en|vi] [--strict true] [--rules true]

              --config config   the directory with agencies/, agreements/ and the like
              --routes routes   the directory of *.camel.yaml
              --examples d      the directory of recorded examples, which are run when nothing else is wrong; by default
                                examples beside the configuration, if it is there
              --format text     text: one line "file:line:column rule message" and one what to do
                                sarif: SARIF 2.1.0, for a Git server's review page
              --output f        write there instead of to the standard output
              --lang en         the language of what to do; by default that of the environment (LANG)
              --strict true     warnings count as errors
              --rules true      list all rules instead

            Exit code: 0 nothing wrong (there may be warnings), 1 something is, 2 the command line is wrong.
            """;

    private static final Set<String> OPTIONS = Set.of(
            "config", "routes", "examples", "format", "output", "lang", "strict", "rules", "hub.config", "hub.routes");

    private RunCheck() {}

    static int run(String[] arguments, PrintStream out, PrintStream err) {
        Options options = Options.parse(arguments, OPTIONS);
        if (options.help()) {
            out.print(USAGE);
            return CommandLine.DONE;
        }
        String format = or(options.value("format"), "text");
        String mistake = options.mistake();
        if (mistake == null && !Set.of("text", "sarif").contains(format)) {
            mistake = "The format is text or sarif, not '" + format + "'.";
        }
        if (mistake != null) {
            err.println(mistake);
            err.print(USAGE);
            return CommandLine.MISUSED;
        }
        Silence.keep();
        Rules rules = Rules.load();
        String language = or(options.value("lang"), language(System.getenv()));
        if ("true".equals(options.value("rules"))) {
            rules.all().forEach(rule -> out.println(line(rule, language)));
            return CommandLine.DONE;
        }
        Path config = Path.of(or(options.value("config"), or(options.value("hub.config"), "config")));
        Report report = Check.of(
                config,
                Path.of(or(options.value("routes"), or(options.value("hub.routes"), "routes"))),
                Path.of(or(
                        options.value("examples"),
                        config.resolveSibling("examples").toString())),
                Clock.systemUTC());
        String text = format.equals("sarif") ? Sarif.of(report, rules, language) : text(report, rules, language);
        if (!write(text, options.value("output"), out, err)) {
            return CommandLine.FAILED;
        }
        err.println(summary(report, language));
        boolean strict = "true".equals(options.value("strict"));
        boolean clean =
                report.errors().isEmpty() && (!strict || report.warnings().isEmpty());
        return clean ? CommandLine.DONE : CommandLine.FAILED;
    }

    private static String text(Report report, Rules rules, String language) {
        StringBuilder text = new StringBuilder();
        append(text, report.errors(), "", rules, language);
        append(text, report.warnings(), language.equals("vi") ? "(cảnh báo) " : "(warning) ", rules, language);
        return text.toString();
    }

    private static void append(StringBuilder text, List<Finding> findings, String mark, Rules rules, String language) {
        for (Finding finding : findings) {
            Rule rule = rules.get(finding.rule());
            text.append(finding.at()).append(' ').append(rule.id()).append(' ').append(mark);
            if (language.equals("vi")) {
                text.append(rule.what().vi())
                        .append(" [")
                        .append(finding.message())
                        .append(']');
            } else {
                text.append(finding.message());
            }
            text.append("\n    → ").append(rule.remedy(language)).append('\n');
        }
    }

    private static String line(Rule rule, String language) {
        return rule.id() + (rule.error() ? " error " : " warning ") + rule.what(language) + " → "
                + rule.remedy(language);
    }

    private static String summary(Report report, String language) {
        return language.equals("vi")
                ? report.errors().size() + " lỗi, " + report.warnings().size() + " cảnh báo."
                : report.errors().size() + " errors, " + report.warnings().size() + " warnings.";
    }

    private static boolean write(String text, @Nullable String file, PrintStream out, PrintStream err) {
        if (file == null) {
            out.print(text);
            return true;
        }
        try {
            Files.writeString(Path.of(file), text, StandardCharsets.UTF_8);
            return true;
        } catch (IOException e) {
            err.println("The report cannot be written to " + file + ": " + e.getMessage());
            return false;
        }
    }

    /** The language of a person by the environment, {@code vi} or {@code en}. */
    static String language(Map<String, String> environment) {
        String locale = environment.getOrDefault("LC_ALL", environment.getOrDefault("LANG", ""));
        return locale.startsWith("vi") ? "vi" : "en";
    }

    private static String or(@Nullable String value, String preset) {
        return value == null ? preset : value;
    }
}
