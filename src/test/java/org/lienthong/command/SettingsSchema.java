package org.lienthong.command;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The JSON Schema of a hub's {@code application.yaml} for editors, made of the keys that there are and of the settings page. */
final class SettingsSchema {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** How a row's text ends whose default is an empty list. */
    private static final String LIST = " [[]]";

    private SettingsSchema() {}

    /**
     * Writes the schema.
     *
     * @param page {@code docs/operations/settings.md}, whose rows explain the keys
     * @param known all keys there are; one that ends with {@code .*} is a map
     */
    static String of(String page, Set<String> known) {
        TreeMap<String, String> told = told(page);
        ObjectNode root = JSON.createObjectNode();
        root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        root.put("title", "Cấu hình chạy của Liên Thông. Settings of Liên Thông (application.yaml)");
        root.put("type", "object");
        ObjectNode hub = object(root.putObject("properties").putObject("hub"));
        for (String key : known) {
            boolean map = key.endsWith(".*");
            List<String> names = Arrays.asList((map ? key.substring(0, key.length() - 2) : key).split("\\."));
            ObjectNode at = hub;
            for (String name : names.subList(1, names.size())) {
                ObjectNode inside = (ObjectNode) at.get("properties");
                at = inside.has(name) ? (ObjectNode) inside.get(name) : inside.putObject(name);
                if (!name.equals(names.get(names.size() - 1))) {
                    object(at);
                }
            }
            String text = told.get(String.join(".", names));
            if (text != null) {
                at.put("description", text);
            }
            if (map) {
                at.remove("additionalProperties");
            }
        }
        told.forEach((key, text) -> {
            if (text.endsWith(LIST)) {
                intoList(hub, key, text);
            }
        });
        return JSON.writeValueAsString(root).replace("\r\n", "\n") + '\n';
    }

    /** What was read as one object is each item's shape. */
    private static void intoList(ObjectNode hub, String key, String text) {
        String pointer =
                "/properties/" + String.join("/properties/", key.split("\\.")).replaceFirst("hub/properties/", "");
        if (!(hub.at(pointer) instanceof ObjectNode list)) {
            return;
        }
        ObjectNode item = list.deepCopy();
        list.removeAll();
        list.put("type", "array").put("description", text);
        list.set("items", item);
    }

    /** Spring also takes several names in one key, with dots between. */
    private static ObjectNode object(ObjectNode node) {
        if (!node.has("properties")) {
            node.put("type", "object");
            node.putObject("properties");
            node.putObject("patternProperties").putObject("\\.");
            node.put("additionalProperties", false);
        }
        return node;
    }

    private static TreeMap<String, String> told(String page) {
        TreeMap<String, String> told = new TreeMap<>();
        page.lines().filter(line -> line.startsWith("| `hub.")).forEach(line -> {
            String[] cells = line.substring(2, line.length() - 2).split(" \\| ", 3);
            String[] names = cells[0].replace("`", "").split("<br>");
            String[] defaults = cells[1].replace("`", "").split("<br>");
            for (int i = 0; i < names.length; i++) {
                String preset = i < defaults.length && !defaults[i].isBlank() ? " [" + defaults[i].strip() + ']' : "";
                told.put(names[i], cells.length > 2 ? cells[2].strip() + preset : preset.strip());
            }
        });
        return told;
    }
}
