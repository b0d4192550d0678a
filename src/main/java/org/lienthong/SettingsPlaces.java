package org.lienthong;

import java.util.Arrays;
import java.util.stream.Stream;

/**
 * Where the hub's settings lie: beside it and in {@code config/}. Spring Boot would also read those of every folder of
 * {@code config/}, and whoever may write an agreement there could then name another database.
 */
final class SettingsPlaces {

    private static final String PROPERTY = "spring.config.location";
    private static final String PLACES =
            "optional:classpath:/,optional:classpath:/config/,optional:file:./,optional:file:./config/";

    private SettingsPlaces() {}

    /** The options, with the places unless an operator has named others. */
    static String[] named(String[] options) {
        boolean given = Arrays.stream(options).anyMatch(option -> option.startsWith("--" + PROPERTY))
                || System.getProperty(PROPERTY) != null
                || System.getenv("SPRING_CONFIG_LOCATION") != null;
        return given
                ? options
                : Stream.concat(Stream.of("--" + PROPERTY + "=" + PLACES), Arrays.stream(options))
                        .toArray(String[]::new);
    }
}
