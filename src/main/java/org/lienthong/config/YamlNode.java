package org.lienthong.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A value in a YAML file and where it stands. Scalars stay text: {@code NO} is no boolean, {@code 01} no number. */
public sealed interface YamlNode {

    Position at();

    /**
     * One text value.
     *
     * @param text in Unicode NFC
     * @param plain whether it stands without quotes
     */
    record Scalar(Position at, String text, boolean plain) implements YamlNode {

        /** Whether nothing was written: {@code key:}, {@code ~} or {@code null}. */
        public boolean isEmpty() {
            return plain && (text.isEmpty() || text.equals("~") || text.equals("null"));
        }
    }

    /** A list. */
    record Sequence(Position at, List<YamlNode> items) implements YamlNode {
        public Sequence {
            items = List.copyOf(items);
        }
    }

    /** Keys with their values, in the order of the file. */
    record Mapping(Position at, Map<String, Entry> entries) implements YamlNode {
        public Mapping {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }

        /** The value of a key, or null when it is not there. */
        public @Nullable YamlNode value(String key) {
            Entry entry = entries.get(key);
            return entry == null ? null : entry.value();
        }
    }

    /** One value of a mapping, and where its key stands. */
    record Entry(Position key, YamlNode value) {}
}
