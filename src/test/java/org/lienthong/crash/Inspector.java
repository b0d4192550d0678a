package org.lienthong.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Looks at a hub: what waits in it, and what it tells of each exchange. */
final class Inspector {

    private static final Pattern DEPTH =
            Pattern.compile("(?m)^artemis_message_count\\{[^}]*queue=\"([^\"]+)\"[^}]*}\\s+(\\S+)");

    private final HubCalls calls;
    private final DatabaseView database;
    private final Path data;
    private final CheckpointWatch checkpoints;

    /** Exchanges are told once: their story ended when everything about them was done. */
    private final Map<String, AtRest.Story> told = new HashMap<>();

    Inspector(HubCalls calls, Path data, CheckpointWatch checkpoints) {
        this.calls = calls;
        this.database = new DatabaseView(data);
        this.data = data;
        this.checkpoints = checkpoints;
    }

    /** Whether nothing is under way. */
    boolean isAtRest() throws InterruptedException {
        try {
            return database.waiting().isEmpty() && queued().isEmpty();
        } catch (IOException | SQLException e) {
            return false; // down, or not up yet
        }
    }

    /** @param again whether exchanges that were looked at before are looked at again */
    AtRest look(Collection<String> exchanges, boolean again) throws IOException, SQLException, InterruptedException {
        if (again) {
            told.clear();
        }
        for (String exchange : exchanges) {
            if (!told.containsKey(exchange)) {
                told.put(exchange, story(exchange));
            }
        }
        List<String> items = new ArrayList<>();
        calls.json("operator", "/api/v1/operations/deliveries")
                .get("items")
                .forEach(item -> items.add(item.toString()));
        return new AtRest(
                Map.copyOf(told),
                database.waiting(),
                items,
                queued(),
                leftovers(),
                database.audit(),
                checkpoints.broken());
    }

    private AtRest.Story story(String exchange) throws IOException, InterruptedException {
        JsonNode view = calls.json("operator", "/api/v1/exchanges/" + exchange);
        Map<String, String> states = new TreeMap<>();
        Map<String, String> modes = new TreeMap<>();
        for (JsonNode recipient : view.get("recipients")) {
            String agency = recipient.get("agency").asString();
            states.put(agency, recipient.get("state").asString());
            modes.put(agency, recipient.get("mode").asString());
        }
        List<AtRest.Event> history = new ArrayList<>();
        for (JsonNode event : view.get("history")) {
            // The hub pushes and says to whom; an agency that pulls is itself the one who acts.
            String actor = event.get("actor").asString();
            JsonNode agency = event.get("agency");
            boolean byHub = "hub".equals(actor) && agency != null;
            history.add(new AtRest.Event(event.get("event").asString(), byHub ? agency.asString() : actor));
        }
        return new AtRest.Story(states, modes, history);
    }

    private Map<String, Long> queued() throws IOException, InterruptedException {
        Map<String, Long> depths = new TreeMap<>();
        Matcher matcher = DEPTH.matcher(calls.metrics());
        boolean any = false;
        while (matcher.find()) {
            any = true;
            long depth = (long) Double.parseDouble(matcher.group(2));
            if (depth > 0) {
                depths.put(matcher.group(1), depth);
            }
        }
        if (!any) {
            throw new IOException("the metrics tell no queue's depth");
        }
        return depths;
    }

    private List<String> leftovers() throws IOException {
        List<String> files = new ArrayList<>();
        for (String directory : List.of("spool", "artemis/largemessages", "artemis/paging")) {
            Path path = data.resolve(directory);
            if (Files.isDirectory(path)) {
                try (Stream<Path> found = Files.walk(path)) {
                    found.filter(Files::isRegularFile)
                            .forEach(file -> files.add(data.relativize(file).toString()));
                }
            }
        }
        return files;
    }
}
