package org.lienthong.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Runs a command in a Java of its own that is made for work of seconds: the fast compiler (C1) alone, the collector that
 * starts no threads, and room before its first collection. Nobody can say so in a jar, and nobody would write it before
 * {@code -jar}; where somebody did say something to Java, nothing is changed.
 */
public final class SecondJava {

    /** Those whose work is worth the start of a second Java, which takes a fifth of a second. */
    private static final Set<String> COMMANDS = Set.of("check");

    /** Tells the second that it is the one. */
    private static final String MARK = "lienthong.second";

    private static final List<String> SHORT_WORK = List.of(
            "-D" + MARK + "=true",
            "-XX:+IgnoreUnrecognizedVMOptions",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-XX:InitialRAMPercentage=6",
            "-XX:NewRatio=1",
            "-Xshare:auto");

    /** Java reads options from these, too, and may know better. */
    private static final List<String> OPTIONS = List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

    private SecondJava() {}

    /** Whether this process has those options already. */
    public static boolean isHere() {
        return Boolean.getBoolean(MARK);
    }

    /** The exit code of the command, or null when it is to be run in this process. */
    public static @Nullable Integer run(String command) {
        ProcessHandle.Info self = ProcessHandle.current().info();
        List<String> line = COMMANDS.contains(command)
                ? line(self.command().orElse(""), self.arguments().orElse(new String[0]), System.getenv())
                : List.of();
        if (line.isEmpty()) {
            return null;
        }
        try {
            Process other = new ProcessBuilder(line).inheritIO().start();
            Runtime.getRuntime().addShutdownHook(new Thread(other::destroy, "end-second-java"));
            return other.waitFor();
        } catch (IOException e) {
            return null; // It only takes longer.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return CommandLine.FAILED;
        }
    }

    /**
     * The line that starts it, empty when this process was started in another way than {@code java -jar <file> <command>}.
     *
     * @param java the program that runs here, by its path
     * @param arguments all that it was given, as far as the system tells
     */
    static List<String> line(String java, String[] arguments, Map<String, String> environment) {
        boolean plain = arguments.length > 2
                && arguments[0].equals("-jar")
                && COMMANDS.contains(arguments[2])
                && OPTIONS.stream().noneMatch(environment::containsKey);
        if (java.isEmpty() || !plain) {
            return List.of();
        }
        List<String> line = new ArrayList<>(List.of(java));
        line.addAll(SHORT_WORK);
        line.addAll(Arrays.asList(arguments));
        return line;
    }
}
