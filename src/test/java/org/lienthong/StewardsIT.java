package org.lienthong;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.json.JsonMapper;

/** Walks through {@code docs/stewards.md}: puts every block where it belongs, starts a hub with that, and calls. */
class StewardsIT {

    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w+)(?: (\\S+))?\\n(.*?)^```$");
    private static final Pattern HEADER = Pattern.compile("-H '([^:']+): ([^']+)'");
    private static final Pattern BODY = Pattern.compile("-d '([^']+)'");
    private static final Pattern ADDRESS = Pattern.compile("http://localhost:8080(\\S+)");

    @TempDir
    private Path home;

    @Test
    void theLessonsAddAServiceWithoutJava() throws IOException {
        for (String shipped : List.of("config", "routes")) {
            FileSystemUtils.copyRecursively(Path.of(shipped), home.resolve(shipped));
        }
        List<String> files = new ArrayList<>();
        String call = "";
        String expected = "";
        Matcher block = BLOCK.matcher(Files.readString(Path.of("docs/stewards.md")));
        while (block.find()) {
            if (block.group(2) != null) {
                files.add(block.group(2));
                write(block.group(2), block.group(3));
            } else if (block.group(3).startsWith("curl ")) {
                call = block.group(3);
            } else if (block.group(1).equals("json")) {
                expected = block.group(3);
            }
        }
        assertThat(files).hasSize(11).noneMatch(file -> file.endsWith(".java"));

        try (RunningHub hub = RunningHub.start(
                "stewards",
                List.of("-Xmx384m"),
                "--hub.config=" + home.resolve("config"),
                "--hub.routes=" + home.resolve("routes"))) {
            HttpResponse<String> answer = call(hub, call);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(HubCaller.json(answer)).isEqualTo(JsonMapper.shared().readTree(expected));
        }
    }

    private void write(String name, String text) throws IOException {
        Path file = home.resolve(name);
        assertThat(file).doesNotExist();
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static HttpResponse<String> call(RunningHub hub, String curl) {
        List<String> headers = new ArrayList<>();
        Matcher header = HEADER.matcher(curl);
        while (header.find()) {
            if (!header.group(1).equals("Authorization") && !header.group(1).equals("Content-Type")) {
                headers.add(header.group(1));
                headers.add(header.group(2));
            }
        }
        assertThat(curl).contains("Bearer demo-H41", "application/json");
        return hub.as("H41")
                .post(
                        first(ADDRESS, curl),
                        "application/json",
                        first(BODY, curl).getBytes(),
                        headers.toArray(String[]::new));
    }

    private static String first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find()).as(pattern.pattern()).isTrue();
        return matcher.group(1);
    }
}
