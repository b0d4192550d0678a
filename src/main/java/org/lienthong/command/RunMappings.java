package org.lienthong.command;

import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lienthong.check.Uses;

/** {@code mappings uses}: which routes map with what, and which mappings no route names. */
final class RunMappings {

    private static final String USAGE = """
            Tells which routes use a mapping.

            usage: java -jar lienthong.jar mappings uses [<mapping>] [--config d] [--routes d] [--lang en|vi]

              <mapping>          such as land/parcel-answer.jsonata; by default all, the unused among them
              --config config    the directory with mappings/
              --routes routes    the directory of *.camel.yaml
              --lang en          en or vi; by default that of the environment (LANG)
            """;

    private static final Set<String> OPTIONS = Set.of("config", "routes", "hub.config", "hub.routes", "lang");

    private RunMappings() {}

    static int run(String[] arguments, PrintStream out, PrintStream err) {
        int words = 0;
        while (words < arguments.length && !arguments[words].startsWith("--")) {
            words++;
        }
        Options options = Options.parse(Arrays.copyOfRange(arguments, words, arguments.length), OPTIONS);
        if (options.help()) {
            out.print(USAGE);
            return CommandLine.DONE;
        }
        if (options.mistake() != null || words == 0 || words > 2 || !arguments[0].equals("uses")) {
            err.println(options.mistake() == null ? "Say mappings uses [<mapping>]." : options.mistake());
            err.print(USAGE);
            return CommandLine.MISUSED;
        }
        String config = or(options.value("config"), or(options.value("hub.config"), "config"));
        String routes = or(options.value("routes"), or(options.value("hub.routes"), "routes"));
        try {
            boolean vi = or(options.value("lang"), RunCheck.language(System.getenv()))
                    .equals("vi");
            return tell(new Uses(Path.of(config), Path.of(routes)), words == 2 ? arguments[1] : null, vi, out, err);
        } catch (UncheckedIOException e) {
            err.println("The files cannot be read: " + e.getMessage());
            return CommandLine.FAILED;
        }
    }

    private static int tell(Uses uses, @Nullable String wanted, boolean vi, PrintStream out, PrintStream err) {
        Map<String, List<Uses.Use>> all = uses.ofMappings();
        if (wanted != null && !all.containsKey(wanted)) {
            err.println((vi ? "Không có ánh xạ '" : "There is no mapping '") + wanted + "'.");
            return CommandLine.FAILED;
        }
        all.forEach((mapping, places) -> {
            if (wanted == null || wanted.equals(mapping)) {
                String none = vi ? ": không tuyến nào dùng" : ": no route names it";
                out.println(mapping + (places.isEmpty() ? none : ":"));
                places.forEach(use -> out.println("  " + use.at()));
            }
        });
        return CommandLine.DONE;
    }

    private static String or(@Nullable String value, String preset) {
        return value == null ? preset : value;
    }
}
