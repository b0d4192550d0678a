package org.lienthong.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SecondJavaTest {

    private static final String JAVA = "/usr/bin/java";
    private static final String[] CHECK = {"-jar", "a.jar", "check", "--config", "my config"};

    @Test
    void givesTheSameArgumentsBehindOptionsOfItsOwn() {
        List<String> line = SecondJava.line(JAVA, CHECK, Map.of());
        assertThat(line).startsWith(JAVA).endsWith(CHECK).contains("-XX:TieredStopAtLevel=1");
        assertThat(line.subList(1, line.indexOf("-jar"))).allMatch(option -> option.matches("-[XD].*"));
    }

    @Test
    void startsNoThird() {
        List<String> second = SecondJava.line(JAVA, CHECK, Map.of());
        assertThat(SecondJava.line(JAVA, second.subList(1, second.size()).toArray(String[]::new), Map.of()))
                .isEmpty();
    }

    @Test
    void leavesAloneWhatSomebodyToldJava() {
        assertThat(SecondJava.line(JAVA, new String[] {"-Xmx64m", "-jar", "a.jar", "check"}, Map.of()))
                .isEmpty();
        assertThat(SecondJava.line(JAVA, CHECK, Map.of("JAVA_TOOL_OPTIONS", "-XX:+UseG1GC")))
                .isEmpty();
    }

    @Test
    void runsOtherCommandsHere() {
        assertThat(SecondJava.line(JAVA, new String[] {"-jar", "a.jar", "help", "check"}, Map.of()))
                .isEmpty();
        assertThat(SecondJava.line("", CHECK, Map.of())).isEmpty();
        assertThat(SecondJava.line(JAVA, new String[0], Map.of())).isEmpty();
    }
}
