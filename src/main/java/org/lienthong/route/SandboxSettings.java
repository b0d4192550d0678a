package org.lienthong.route;

import java.util.function.Function;
import org.apache.camel.spi.PropertiesSource;
import org.jspecify.annotations.Nullable;

/** {@code hub.sandbox.*} as placeholders, for simulated systems alone. */
record SandboxSettings(Function<String, @Nullable String> settings) implements PropertiesSource {

    private static final String PREFIX = "hub.sandbox.";

    @Override
    public String getName() {
        return "sandbox";
    }

    @Override
    @SuppressWarnings("NullAway") // Camel takes null for "not here"
    public String getProperty(String name) {
        return name.startsWith(PREFIX) ? settings.apply(name) : null;
    }
}
