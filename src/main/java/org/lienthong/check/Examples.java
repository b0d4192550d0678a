package org.lienthong.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lienthong.agreement.ServiceDefinition;
import org.lienthong.agreement.ServiceId;
import org.lienthong.config.Findings;
import org.lienthong.config.Position;
import org.lienthong.config.YamlReader;
import org.lienthong.mapping.Mappings;
import org.lienthong.problem.ProblemException;
import org.lienthong.route.RouteTrial;
import org.lienthong.service.ReleaseTrial;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Recorded examples of services: {@code services/<provider>/<service>/[name.]request.json} with its {@code answer.json}.
 * The request satisfies the service's schema, its route makes the answer of it, and that satisfies the schema, too. What
 * the provider said is in {@code [name.]provider.txt}, else the simulated system says it.
 */
final class Examples {

    private static final String RULE = "bad-example";
    private static final String REQUEST = "request.json";
    private static final JsonMapper JSON = new JsonMapper();

    private final Path routes;
    private final Path examples;
    private final Map<ServiceId, ServiceDefinition> services;
    private final Mappings mappings;
    private final RouteExamples others;
    private final Findings errors;

    /** @param routes without faults */
    Examples(
            Path routes,
            Path examples,
            Map<ServiceId, ServiceDefinition> services,
            Mappings mappings,
            Findings errors) {
        this.routes = routes;
        this.examples = examples.resolve("services");
        this.services = services;
        this.mappings = mappings;
        this.others = new RouteExamples(examples, errors);
        this.errors = errors;
    }

    void check() {
        List<Path> requests = requests();
        List<Path> inputs = others.inputs();
        if (requests.isEmpty() && inputs.isEmpty()) {
            return;
        }
        try (RouteTrial trial = new RouteTrial(routes, mappings.component())) {
            requests.forEach(request -> check(request, trial));
            inputs.forEach(input -> others.check(input, trial));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Path> requests() {
        if (Files.notExists(examples)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(examples, 3)) {
            return files.filter(file -> examples.relativize(file).getNameCount() == 3)
                    .filter(file -> file.toString().endsWith(REQUEST))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            errors.add(start(examples), "unreadable", "the examples cannot be read");
            return List.of();
        }
    }

    private void check(Path request, RouteTrial trial) {
        Path place = examples.relativize(request);
        String provider = String.valueOf(place.getName(0));
        String name = String.valueOf(place.getName(1));
        ServiceDefinition service = services.get(new ServiceId(provider, name));
        String route = trial.routeFrom("hub:service/" + provider + "/" + name);
        Path answer = sibling(request, "answer.json");
        if (service == null || route == null) {
            errors.add(start(request), RULE, "there is no service " + provider + "/" + name + " with a route");
        } else if (Files.notExists(answer)) {
            errors.add(start(request), RULE, "its answer is missing: " + answer.getFileName());
        } else {
            run(request, answer, new ReleaseTrial(service), route, trial);
        }
    }

    private void run(Path request, Path answer, ReleaseTrial service, String route, RouteTrial trial) {
        try {
            String text = Files.readString(request);
            JsonNode asked = JSON.readTree(text);
            service.checkRequest(asked);
            Path provided = sibling(request, "provider.txt");
            RouteTrial.Outcome outcome = trial.run(
                    route,
                    text,
                    Map.of("hubExchangeId", "00000000-0000-0000-0000-000000000000", "hubConsumer", ""),
                    Files.exists(provided) ? Files.readString(provided) : null);
            if (outcome.failure() != null) {
                errors.add(start(request), RULE, "the route " + route + " failed: " + what(outcome.failure()));
                return;
            }
            JsonNode came = JSON.readTree(outcome.body());
            compare(JSON.readTree(Files.readString(answer)), came, answer);
            service.release(asked, came, null);
        } catch (ProblemException e) {
            errors.add(start(request), RULE, what(e));
        } catch (IOException | JacksonException e) {
            errors.add(start(request), RULE, "request, answer or what the route makes is no JSON, or cannot be read");
        }
    }

    private void compare(JsonNode recorded, JsonNode came, Path answer) {
        String pointer = difference("", recorded, came);
        if (pointer != null) {
            Findings unread = new Findings();
            Position at = YamlReader.read(answer, unread)
                    .map(root -> Schemas.place(root, pointer))
                    .orElse(start(answer));
            errors.add(at, RULE, "the route answers otherwise at '" + pointer + "'");
        }
    }

    /** Where two values first differ, as a pointer (RFC 6901); null when they are the same. */
    private static @Nullable String difference(String pointer, JsonNode one, JsonNode other) {
        if (one.isObject() && other.isObject()) {
            for (Map.Entry<String, JsonNode> member : one.properties()) {
                JsonNode same = other.get(member.getKey());
                String beneath =
                        pointer + "/" + member.getKey().replace("~", "~0").replace("/", "~1");
                String found = same == null ? beneath : difference(beneath, member.getValue(), same);
                if (found != null) {
                    return found;
                }
            }
            return one.size() == other.size() ? null : pointer;
        }
        if (one.isArray() && other.isArray() && one.size() == other.size()) {
            for (int i = 0; i < one.size(); i++) {
                String found = difference(pointer + "/" + i, one.get(i), other.get(i));
                if (found != null) {
                    return found;
                }
            }
            return null;
        }
        return one.equals(other) ? null : pointer;
    }

    static String what(Throwable failure) {
        if (failure instanceof ProblemException problem) {
            String where = problem.errors().isEmpty()
                    ? ""
                    : " at " + problem.errors().get(0).pointer();
            return problem.type().slug() + where;
        }
        return failure.getClass().getSimpleName();
    }

    private static Path sibling(Path request, String ending) {
        return request.resolveSibling(String.valueOf(request.getFileName()).replace(REQUEST, ending));
    }

    private static Position start(Path path) {
        return new Position(path.toString(), 1, 1);
    }
}
