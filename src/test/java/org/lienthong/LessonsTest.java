package org.lienthong;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LessonsTest {

    private static final Path ENGLISH = Path.of("docs/stewards.md");
    private static final Path VIETNAMESE = Path.of("docs/stewards.vi.md");

    @TempDir
    Path home;

    /** The English ones are followed by {@link StewardsIT}, with a hub. */
    @Test
    void theVietnameseLessonsSayWhatHappens() throws IOException, InterruptedException {
        Lessons lessons = new Lessons(home);
        lessons.follow(VIETNAMESE);
        assertThat(lessons.files()).noneMatch(file -> file.endsWith(".java"));
    }

    /** In both languages the same is done. */
    @Test
    void bothCoursesHaveTheSameBlocks() throws IOException {
        assertThat(blocks(VIETNAMESE)).isEqualTo(blocks(ENGLISH));
    }

    private static List<String> blocks(Path page) throws IOException {
        String text = Files.readString(page)
                .replace("--lang vi", "--lang en")
                .replace("0 lỗi", "0 errors")
                .replace("quyết định: được phép theo", "decision: permitted by")
                .replace("giữ lại:", "held back:")
                .replace("không có trong", "not agreed in");
        return Pattern.compile("(?ms)^```.*?^```$")
                .matcher(text)
                .results()
                .map(block -> block.group())
                .toList();
    }
}
