package org.lienthong;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Walks through {@code docs/stewards.md}: does what they say, starts a hub with that, and calls. */
class StewardsIT {

    private static final Pattern HEADER = Pattern.compile("-H '([^:']+): ([^']+)'");
    private static final Pattern BODY = Pattern.compile("-d '([^']+)'");
    private static final Pattern ADDRESS = Pattern.compile("http://localhost:8080(\\S+)");

    @TempDir
    private Path home;

    @Test
    void theLessonsAddAServiceWithoutJava() throws IOException {
        Lessons lessons = new Lessons(home);
        lessons.follow(Path.of("docs/stewards.md"));
        assertThat(lessons.files()).hasSize(8).noneMatch(file -> file.endsWith(".java"));

        try (RunningHub hub = RunningHub.start(
                "stewards",
                List.of("-Xmx384m"),
                "--hub.config=" + home.resolve("config"),
                "--hub.routes=" + home.resolve("routes"))) {
            HttpResponse<String> answer = call(hub, lessons.call());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(HubCaller.json(answer)).isEqualTo(JsonMapper.shared().readTree(lessons.answer()));
        }
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
