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

/** The real openssl, which is not ours: what it accepts is right. Tests without it are skipped, but not with CI=true. */
public final class OpenSsl {

    private OpenSsl() {}

    public static void require() {
        if ("true".equals(System.getenv("CI"))) {
            assertThat(isThere()).as("with CI=true openssl must be there").isTrue();
        }
        assumeTrue(isThere(), "openssl is not installed");
    }

    /** Runs it and returns its exit code and everything it said. */
    public static String run(Path directory, String... arguments) {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
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
            return run(Path.of("."), "version").startsWith("0 ");
        } catch (UncheckedIOException e) {
            return false;
        }
    }
}
