package org.lienthong.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * The program in {@code src/test/go/logcheck}, which checks a log with the code of the Go project. Tests that use it are
 * skipped where Go is missing, unless {@code -Dgo.required=true}; {@code .ci/run} installs it.
 */
public final class GoLogCheck {

    private static final Path SOURCE = Path.of("src", "test", "go", "logcheck");
    private static final Path LIBRARY = Path.of("/usr/share/gocode/src/golang.org/x/mod/sumdb/tlog");
    private static final long PATIENCE_SECONDS = 180;

    private final Path program;

    private GoLogCheck(Path program) {
        this.program = program;
    }

    /** Builds the program, or skips the test. */
    public static GoLogCheck built() throws IOException, InterruptedException {
        if (!Files.isDirectory(LIBRARY) || !hasGo()) {
            String missing = "Go or golang.org/x/mod is missing: apt-get install golang-go golang-golang-x-mod-dev";
            assertThat("true".equals(System.getenv("CI"))).as(missing).isFalse();
            Assumptions.abort(missing);
        }
        Path target = Files.createDirectories(Path.of("target", "go")).toAbsolutePath();
        Path program = target.resolve("logcheck");
        ProcessBuilder build =
                new ProcessBuilder("go", "build", "-o", program.toString(), ".").directory(SOURCE.toFile());
        build.environment().put("GO111MODULE", "off");
        build.environment().put("GOPATH", "/usr/share/gocode");
        build.environment().put("GOCACHE", target.resolve("cache").toString());
        build.environment().put("GOFLAGS", "");
        build.environment().put("CGO_ENABLED", "0");
        Result result = run(build);
        assertThat(result.exit).as(result.said).isZero();
        return new GoLogCheck(program);
    }

    /** @param said what the program printed */
    public record Result(int exit, String said) {}

    public Result run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        return run(new ProcessBuilder(command));
    }

    private static boolean hasGo() throws InterruptedException {
        try {
            return run(new ProcessBuilder("go", "version")).exit == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static Result run(ProcessBuilder command) throws IOException, InterruptedException {
        Process process = command.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        return new Result(process.exitValue(), said);
    }
}
