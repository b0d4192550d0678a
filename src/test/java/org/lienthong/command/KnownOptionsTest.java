package org.lienthong.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lienthong.embedded.StartupProblem;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;

class KnownOptionsTest {

    @ConfigurationProperties("hub.sample")
    record Settings(int largestPiece, List<Login> logins, Map<String, String> labels, Inner inner) {}

    record Login(String user) {}

    record Inner(boolean on) {}

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--hub.data=x",
                "--hub.sample.largest-piece=1",
                "--hub.sample.largestPiece=1",
                "--hub.sample.logins[0].user=x",
                "--hub.sample.labels.any.thing=x",
                "--hub.sample.inner.on",
                "--server.port=1",
                "--spring.profiles.active=production",
                "--logging.level.org.lienthong=debug",
                "--debug"
            })
    void takesWhatMeansSomething(String option) {
        assertThatCode(() -> check("serve", option)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "--hub.dataa=x, --hub.data",
        "--hub.sample.largest-peace=1, --hub.sample.largest-piece",
        "--hub.sample.logins[0].usr=x, ''",
        "--hub.sandbox.trafic=false, --hub.sandbox.traffic",
        "--sever.port=1, ''",
        "--data=x, ''",
        "--hub=x, ''"
    })
    void refusesWhatMeansNothingAndNamesWhatIsNearest(String option, String nearest) {
        assertThatThrownBy(() -> check(option))
                .isInstanceOf(StartupProblem.class)
                .hasMessageContaining(option.split("=")[0])
                .extracting(problem -> KnownOptions.nearest(
                        option.substring(2).split("=")[0],
                        Set.of("hub.data", "hub.sample.largest-piece", "hub.sandbox.traffic")))
                .isEqualTo(nearest.isEmpty() ? null : nearest.substring(2));
    }

    /** Keys that no settings record holds are listed by hand. */
    @Test
    void knowsEachKeyThatIsReadByItself() throws IOException {
        Pattern key = Pattern.compile("(?:@Value\\(\"\\$\\{|getProperty\\(\"|\\{\\{)(hub\\.[a-z.-]+)");
        try (Stream<Path> files = Stream.concat(Files.walk(Path.of("src/main/java")), Files.walk(Path.of("routes")))) {
            Set<String> read = files.filter(Files::isRegularFile)
                    .flatMap(file -> key.matcher(text(file)).results())
                    .map((MatchResult match) -> match.group(1))
                    .filter(name -> !name.equals("hub.crash.point") && !name.equals("hub.broker.url"))
                    .collect(Collectors.toSet());
            assertThat(KnownOptions.SINGLE).containsAll(read);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void check(String... arguments) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new SimpleCommandLinePropertySource(arguments));
        DefaultListableBeanFactory beans = new DefaultListableBeanFactory();
        beans.registerBeanDefinition("settings", new RootBeanDefinition(Settings.class));
        new KnownOptions(environment).postProcessBeanFactory(beans);
    }
}
