package org.lienthong.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.lienthong.config.Findings;
import org.lienthong.config.Position;
import org.lienthong.route.RouteTrial;

/**
 * Recorded examples of routes that are no service's: {@code routes/<id>/<name>.input.txt} goes in with the headers of
 * {@code <name>.headers.txt}, one {@code name=value} a line, and {@code <name>.output.txt} is what leaves.
 */
final class RouteExamples {

    private static final String RULE = "bad-example";
    private static final String INPUT = ".input.txt";

    private final Path examples;
    private final Findings errors;

    /** @param examples the directory of all examples */
    RouteExamples(Path examples, Findings errors) {
        this.examples = examples.resolve("routes");
        this.errors = errors;
    }

    /** In the order of their names. */
    List<Path> inputs() {
        if (Files.notExists(examples)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(examples, 2)) {
            return files.filter(file -> file.toString().endsWith(INPUT))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            errors.add(new Position(examples.toString(), 1, 1), "unreadable", "the examples cannot be read");
            return List.of();
        }
    }

    void check(Path input, RouteTrial trial) {
        Position start = new Position(input.toString(), 1, 1);
        String route = String.valueOf(examples.relativize(input).getName(0));
        if (trial.start(route) == null) {
            errors.add(start, RULE, "there is no route " + route);
            return;
        }
        try {
            RouteTrial.Outcome outcome = trial.run(route, Files.readString(input), headers(input), null);
            if (outcome.failure() != null) {
                errors.add(start, RULE, "the route " + route + " failed: " + Examples.what(outcome.failure()));
            } else {
                compare(sibling(input, ".output.txt"), outcome.body());
            }
        } catch (IOException e) {
            errors.add(start, RULE, "its headers or its output cannot be read");
        }
    }

    private void compare(Path output, String came) throws IOException {
        List<String> recorded = Files.readString(output).strip().lines().toList();
        List<String> now = came.strip().lines().toList();
        for (int i = 0; i < Math.max(recorded.size(), now.size()); i++) {
            if (i >= recorded.size() || i >= now.size() || !recorded.get(i).equals(now.get(i))) {
                errors.add(new Position(output.toString(), i + 1, 1), RULE, "the route makes something else of it");
                return;
            }
        }
    }

    private static Map<String, Object> headers(Path input) throws IOException {
        Map<String, Object> headers = new LinkedHashMap<>();
        for (String line : Files.readAllLines(sibling(input, ".headers.txt"))) {
            int sign = line.indexOf('=');
            if (sign > 0) {
                headers.put(line.substring(0, sign), line.substring(sign + 1));
            }
        }
        return headers;
    }

    private static Path sibling(Path input, String ending) {
        return input.resolveSibling(String.valueOf(input.getFileName()).replace(INPUT, ending));
    }
}
