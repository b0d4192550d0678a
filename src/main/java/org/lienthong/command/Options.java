package org.lienthong.command;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Options of a command, {@code --name value} or {@code --name=value}; each may be given several times. */
final class Options {

    /** Of every command that takes long: says nothing of its progress. */
    static final String QUIET = "--quiet";

    private final Map<String, List<String>> values = new HashMap<>();
    private boolean help;
    private boolean quiet;
    private @Nullable String mistake;

    private Options() {}

    /** @param known the names of the options, without dashes */
    static Options parse(String[] arguments, Set<String> known) {
        Options options = new Options();
        for (int i = 0; i < arguments.length; i++) {
            String[] parts = arguments[i].split("=", 2);
            String name = parts[0].startsWith("--") ? parts[0].substring(2) : "";
            if (name.equals("help")) {
                options.help = true;
                return options;
            }
            if (arguments[i].equals(QUIET)) {
                options.quiet = true;
                continue;
            }
            if (!known.contains(name) || parts.length == 1 && i + 1 == arguments.length) {
                options.mistake = "There is no option '" + arguments[i] + "', or its value is missing.";
                return options;
            }
            options.values
                    .computeIfAbsent(name, key -> new ArrayList<>())
                    .add(parts.length == 2 ? parts[1] : arguments[++i]);
        }
        return options;
    }

    boolean quiet() {
        return quiet;
    }

    boolean help() {
        return help;
    }

    /** What is wrong with the command line, or null. */
    @Nullable
    String mistake() {
        return mistake;
    }

    /** The option's value, the last one where it is given several times, or null. */
    @Nullable
    String value(String name) {
        List<String> all = values(name);
        return all.isEmpty() ? null : all.get(all.size() - 1);
    }

    List<String> values(String name) {
        return values.getOrDefault(name, List.of());
    }
}
