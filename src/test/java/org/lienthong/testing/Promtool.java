package org.lienthong.testing;

import java.nio.file.Path;

/** Prometheus' own check of rules. Tests without it are skipped, but not with CI=true. */
public final class Promtool {

    private static final Judge JUDGE = new Judge("promtool", "--version", 60);

    private Promtool() {}

    public static void require() {
        JUDGE.require();
    }

    /** Its exit code and everything it said. */
    public static String run(String... arguments) {
        return JUDGE.run(Path.of("."), arguments);
    }
}
