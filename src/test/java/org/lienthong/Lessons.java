package org.lienthong;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.lienthong.testing.Patience.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lienthong.command.CommandLine;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.json.JsonMapper;

/**
 * Does what a page of lessons says in a copy of what is shipped: writes the blocks that are named after files, runs the
 * commands, and expects what stands below them. Commands that speak to a hub are left out where there is none.
 */
final class Lessons {

    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w+)(?: (\\S+))?\\n(.*?)^```$");
    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");
    private static final String JAR = "java -jar target/lienthong.jar ";
    private static final String HUB = "localhost:8080";

    private final Path home;
    private final List<String> files = new ArrayList<>();
    private @Nullable String hub;
    private String commands = "";

    /** What the commands above answered; null when they were left out. */
    private @Nullable String said = "";

    /** Copies what is shipped. */
    Lessons(Path home) throws IOException {
        this.home = home;
        for (String shipped : List.of("config", "routes", "examples")) {
            FileSystemUtils.copyRecursively(Path.of(shipped), home.resolve(shipped));
        }
    }

    /** The hub of the lessons is there. */
    Lessons with(int port) {
        hub = "127.0.0.1:" + port;
        return this;
    }

    void follow(Path page) throws IOException, InterruptedException {
        Matcher block = BLOCK.matcher(Files.readString(page));
        while (block.find()) {
            String text = block.group(3);
            if (block.group(2) != null) {
                write(block.group(2), text);
            } else if (block.group(1).equals("sh")) {
                commands = text;
                said = text.startsWith(JAR) ? text.lines().map(this::run).collect(joining()) : shell(text);
            } else if (said != null && block.group(1).equals("json")) {
                JsonMapper json = JsonMapper.shared();
                assertThat(json.readTree(said)).isEqualTo(json.readTree(text));
            } else if (said != null && isOnlyLookedAt()) {
                await().untilAsserted(() -> assertThat(shell(commands)).contains(lines(text)));
            } else if (said != null) {
                assertThat(said).contains(lines(text));
            }
        }
    }

    /** What follows by itself may take a moment, and a look at it does not change it. */
    private boolean isOnlyLookedAt() {
        return commands.startsWith("curl ")
                && !commands.contains(" -X ")
                && !commands.contains(" -d ")
                && !commands.contains(" --data");
    }

    private static String[] lines(String text) {
        return text.lines().toArray(String[]::new);
    }

    List<String> files() {
        return files;
    }

    private void write(String name, String text) throws IOException {
        files.add(name);
        Path file = home.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private String run(String line) {
        assertThat(line).startsWith(JAR);
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(line.substring(JAR.length()));
        while (word.find()) {
            String text = word.group(1) == null ? word.group(2) : word.group(1);
            words.add(text.startsWith("examples/") ? home.resolve(text).toString() : text);
        }
        for (String directory : List.of("config", "routes", "examples")) {
            words.add("--" + directory + "=" + home.resolve(directory));
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
        CommandLine.run(CommandLine.parse(words.toArray(String[]::new)), print, print);
        return out.toString(StandardCharsets.UTF_8);
    }

    private @Nullable String shell(String commands) throws IOException, InterruptedException {
        if (hub == null) {
            return null;
        }
        Process shell = new ProcessBuilder("sh", "-ec", commands.replace(HUB, hub))
                .directory(home.toFile())
                .redirectErrorStream(true)
                .start();
        String answer = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor()).as(answer).isZero();
        return answer;
    }
}
