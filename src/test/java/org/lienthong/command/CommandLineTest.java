package org.lienthong.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void servesUnlessToldOtherwise() {
        assertThat(parse().command()).isEqualTo("serve");
        assertThat(parse("--server.port=0").command()).isEqualTo("serve");
        assertThat(parse("serve", "--hub.data=d").command()).isEqualTo("serve");
    }

    @Test
    void keepsTheOptionsForTheCommand() {
        CommandLine.Parsed parsed = parse("--hub.data=d", "rebuild-queues", "--hub.config=c");
        assertThat(parsed.command()).isEqualTo("rebuild-queues");
        assertThat(parsed.options()).containsExactly("--hub.data=d", "--hub.config=c");
    }

    @ParameterizedTest
    @ValueSource(strings = {"help", "--help"})
    void helps(String word) {
        assertThat(run(word)).isEqualTo(CommandLine.DONE);
        assertThat(out.toString(UTF_8))
                .contains("usage:", "rebuild-queues", "--hub.routes", "--server.port", "--spring.datasource.url");
        assertThat(err.size()).isZero();
    }

    @Test
    void namesACommandThatItDoesNotKnow() {
        assertThat(run("rebuild-queue")).isEqualTo(CommandLine.MISUSED);
        assertThat(err.toString(UTF_8))
                .startsWith("There is no command 'rebuild-queue'.")
                .contains("usage:");
        assertThat(out.size()).isZero();
    }

    private int run(String... args) {
        return CommandLine.run(parse(args), new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
    }

    private static CommandLine.Parsed parse(String... args) {
        return CommandLine.parse(args);
    }
}
