package org.lienthong.console;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How one area is doing.
 *
 * @param area its word in message keys
 * @param why one sentence each, in the reader's language
 * @param href where to look further, or null
 */
record Light(
        String area,
        Level level,
        List<String> why,
        @Nullable String href) {

    /** From best to worst. */
    enum Level {
        OK,
        ATTENTION,
        BAD;

        /** As in message keys and style classes. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Level worst(List<Light> lights) {
        return lights.stream().map(Light::level).max(Level::compareTo).orElse(Level.OK);
    }
}
