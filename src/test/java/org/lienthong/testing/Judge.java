package org.lienthong.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A program that is not ours: what it accepts is right. Tests without it are skipped, but not with CI=true.
 *
 * @param version the argument that makes it tell its version
 * @param seconds how long one run may take
 */
record Judge(String program, String version, int seconds) {

    void require() {
        if ("true".equals(System.getenv("CI"))) {
            assertThat(isThere())
                    .as("with CI=true " + program + " must be there")
                    .isTrue();
        }
        assumeTrue(isThere(), program + " is not installed");
    }

    /** Its exit code and everything it said. */
    String run(Path directory, String... arguments) {
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(seconds, TimeUnit.SECONDS)).isTrue();
            return process.exitValue() + " " + said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private boolean isThere() {
        try {
            return run(Path.of("."), version).startsWith("0 ");
        } catch (UncheckedIOException e) {
            return false;
        }
    }
}
