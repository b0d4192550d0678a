package org.lienthong.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Prometheus' own check of rules. Tests without it are skipped, but not with CI=true. */
public final class Promtool {

    private Promtool() {}

    public static void require() {
        if ("true".equals(System.getenv("CI"))) {
            assertThat(isThere()).as("with CI=true promtool must be there").isTrue();
        }
        assumeTrue(isThere(), "promtool is not installed");
    }

    /** Its exit code and everything it said. */
    public static String run(String... arguments) {
        List<String> command = new ArrayList<>(List.of("promtool"));
        command.addAll(List.of(arguments));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return process.exitValue() + " " + said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static boolean isThere() {
        try {
            return run("--version").startsWith("0 ");
        } catch (UncheckedIOException e) {
            return false;
        }
    }
}
