package org.lienthong.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.actuate.endpoint.CompositeHealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.actuate.endpoint.IndicatedHealthDescriptor;
import org.springframework.stereotype.Component;

/** What the health endpoint says, part by part; the same as on the management port. */
@Component
final class HealthNow {

    private static final String UP = "UP";

    private final HealthEndpoint health;

    HealthNow(HealthEndpoint health) {
        this.health = health;
    }

    /**
     * One part.
     *
     * @param name with the names of what it is part of, {@code systems/G01}
     * @param details as the part tells them
     */
    record Part(String name, String status, Map<String, Object> details) {
        public boolean up() {
            return status.equals(UP);
        }

        public boolean down() {
            return status.equals("DOWN") || status.equals("OUT_OF_SERVICE");
        }
    }

    /** The parts of a group, or of all. */
    List<Part> parts(String... group) {
        List<Part> parts = new ArrayList<>();
        add("", group.length == 0 ? health.health() : health.healthForPath(group), parts);
        return parts;
    }

    @Nullable
    Part part(String name) {
        return parts().stream()
                .filter(part -> part.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    /** Whether the database answers: what it would have to be asked for is left out else, instead of waiting for each of it. */
    boolean hasDatabase() {
        Part database = part("db");
        return database == null || !database.down();
    }

    boolean isUp(String group) {
        HealthDescriptor found = health.healthForPath(group);
        return found != null && found.getStatus().getCode().equals(UP);
    }

    private static void add(String name, @Nullable HealthDescriptor found, List<Part> parts) {
        if (found instanceof CompositeHealthDescriptor composite) {
            new TreeMap<>(composite.getComponents())
                    .forEach((key, child) -> add(name.isEmpty() ? key : name + "/" + key, child, parts));
        } else if (found instanceof IndicatedHealthDescriptor one) {
            Map<String, Object> details = one.getDetails();
            parts.add(new Part(name, one.getStatus().getCode(), details == null ? Map.of() : details));
        }
    }
}
