package org.lienthong.command;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * Keeps HotSpot's optimising compiler (C2) out of commands that end in seconds: it took as long as the work, and nothing
 * of it was paid back. The fast compiler (C1) does it alone, as with {@code -XX:TieredStopAtLevel=1}, which a person
 * would have to write before {@code -jar}. A Java that knows no compiler directives (JEP 165) runs as it would without.
 */
public final class ShortLived {

    private static final Set<String> COMMANDS = Set.of("check", "try", "new", "codelists", "mappings");
    private static final String DIRECTIVES = "[{match: \"*.*\", c2: {Exclude: true}}]";
    private static final String DIAGNOSTICS = "com.sun.management:type=DiagnosticCommand";

    private ShortLived() {}

    /** Does it for a process that runs this command and nothing else, while the command begins. */
    public static void expect(String command) {
        if (COMMANDS.contains(command)) {
            Thread thread = new Thread(ShortLived::leaveOutOptimising, "compiler-directives");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private static void leaveOutOptimising() {
        try {
            Path file = Files.createTempFile("lienthong-", ".json");
            try {
                Files.writeString(file, DIRECTIVES);
                add(file);
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException | JMException | RuntimeException e) {
            // The command only takes longer.
        }
    }

    private static void add(Path file) throws JMException {
        ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName(DIAGNOSTICS),
                        "compilerDirectivesAdd",
                        new Object[] {new String[] {file.toString()}},
                        new String[] {String[].class.getName()});
    }
}
