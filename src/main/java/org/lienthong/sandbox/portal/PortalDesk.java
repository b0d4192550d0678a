package org.lienthong.sandbox.portal;

import java.util.Arrays;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where people and tests look at the simulated portal and switch its faults:
 *
 * <ul>
 *   <li>{@code GET simulator/counters}: {@link PortalCounters}
 *   <li>{@code GET simulator/dossiers}: one line per dossier, its code and its state
 *   <li>{@code GET simulator/faults}; {@code POST}: {@code {"cut": {"perMille": 50, "times": -1, "value": 0}, "refuse": 5,
 *       "sessionCalls": 100, "away": false}} replaces all of them, {@code {}} is none
 * </ul>
 */
final class PortalDesk {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final PortalSimulator simulator;

    PortalDesk(PortalSimulator simulator) {
        this.simulator = simulator;
    }

    /** @param what the last word of the path */
    PortalAnswer answer(String method, String what, byte[] body) {
        return switch (what) {
            case "counters" -> PortalAnswer.json(JSON.writeValueAsString(simulator.counters()));
            case "dossiers" -> dossiers();
            case "faults" -> method.equals("POST") ? change(body) : faults();
            default -> PortalAnswer.status(404);
        };
    }

    private PortalAnswer dossiers() {
        StringBuilder lines = new StringBuilder();
        simulator
                .states()
                .forEach((code, state) ->
                        lines.append(code).append(' ').append(state).append('\n'));
        return new PortalAnswer(200, "text/plain", 0, PortalSimulator.bytes(lines.toString()));
    }

    private PortalAnswer faults() {
        PortalFaults faults = simulator.faults();
        ObjectNode shown = JSON.createObjectNode();
        for (Map.Entry<PortalFault, PortalFaults.Setting> one :
                faults.settings().entrySet()) {
            shown.putPOJO(one.getKey().word(), one.getValue());
        }
        shown.put("refuse", faults.refusedPerMille());
        shown.put("sessionCalls", faults.sessionCalls());
        shown.put("away", faults.isAway());
        return PortalAnswer.json(JSON.writeValueAsString(shown));
    }

    private PortalAnswer change(byte[] body) {
        PortalFaults faults = simulator.faults();
        try {
            JsonNode wanted = JSON.readTree(body);
            faults.clear();
            for (Map.Entry<String, JsonNode> one : wanted.properties()) {
                set(faults, one.getKey(), one.getValue());
            }
            return faults();
        } catch (JacksonException | IllegalArgumentException e) {
            return new PortalAnswer(400, "text/plain", 0, PortalSimulator.bytes(String.valueOf(e.getMessage())));
        }
    }

    private static void set(PortalFaults faults, String name, JsonNode value) {
        switch (name) {
            case "refuse" -> faults.refuse(value.asInt());
            case "sessionCalls" -> faults.sessionCalls(value.asInt());
            case "away" -> faults.away(value.asBoolean());
            default ->
                faults.set(
                        fault(name),
                        new PortalFaults.Setting(
                                value.path("perMille").asInt(1000),
                                value.path("times").asInt(-1),
                                value.path("value").asInt(0)));
        }
    }

    private static PortalFault fault(String word) {
        return Arrays.stream(PortalFault.values())
                .filter(fault -> fault.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no fault '" + word + "'"));
    }
}
