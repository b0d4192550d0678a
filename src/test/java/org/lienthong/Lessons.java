package org.lienthong;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.lienthong.command.CommandLine;
import org.springframework.util.FileSystemUtils;

/**
 * Does what a page of lessons says in a copy of what is shipped: writes the blocks that are named after files, runs the
 * commands, and expects what stands below them.
 */
final class Lessons {

    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w+)(?: (\\S+))?\\n(.*?)^```$");
    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");
    private static final String JAR = "java -jar target/lienthong.jar ";

    private final Path home;
    private final List<String> files = new ArrayList<>();
    private String said = "";
    private String call = "";
    private String answer = "";

    Lessons(Path home) {
        this.home = home;
    }

    void follow(Path page) throws IOException {
        for (String shipped : List.of("config", "routes", "examples")) {
            FileSystemUtils.copyRecursively(Path.of(shipped), home.resolve(shipped));
        }
        Matcher block = BLOCK.matcher(Files.readString(page));
        while (block.find()) {
            String text = block.group(3);
            if (block.group(2) != null) {
                write(block.group(2), text);
            } else if (text.startsWith("curl ")) {
                call = text;
            } else if (block.group(1).equals("sh")) {
                said = "";
                text.lines().forEach(this::run);
            } else if (block.group(1).equals("text")) {
                text.lines().forEach(line -> assertThat(said).contains(line));
            } else if (block.group(1).equals("json")) {
                answer = text;
            }
        }
    }

    List<String> files() {
        return files;
    }

    /** The call at the end. */
    String call() {
        return call;
    }

    /** What it answers. */
    String answer() {
        return answer;
    }

    private void write(String name, String text) throws IOException {
        files.add(name);
        Path file = home.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void run(String line) {
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
        said += out.toString(StandardCharsets.UTF_8);
    }
}
