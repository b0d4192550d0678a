package org.lienthong.vxp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.lienthong.security.UnsafeConfigurationException;

/** The secrets that systems sign with, read once at the start. */
final class Secrets {

    private static final int SHORTEST = 16;

    private final Map<String, byte[]> bySystemId = new HashMap<>();
    private final boolean demo;

    /**
     * @param environment reads an environment variable, null when it is not set
     * @throws UnsafeConfigurationException naming the system whose secret is missing or too short
     */
    Secrets(VxpProperties properties, UnaryOperator<@Nullable String> environment) {
        this.demo = properties.demoSecrets();
        for (VxpProperties.SystemSecret system : properties.systems()) {
            String secret = read(system, environment);
            if (secret.length() < SHORTEST) {
                throw new UnsafeConfigurationException(
                        "hub.vxp.systems: the secret of '" + system.systemId() + "' is missing or shorter than "
                                + SHORTEST + " characters.",
                        "Put it where secret-ref points.");
            }
            if (bySystemId.put(system.systemId(), secret.getBytes(StandardCharsets.UTF_8)) != null) {
                throw new UnsafeConfigurationException(
                        "hub.vxp.systems: '" + system.systemId() + "' is there twice.", "Keep one of them.");
            }
        }
    }

    /** The secret of a system that speaks for this agency, or empty when it has none and so cannot sign. */
    Optional<byte[]> of(String systemId, String agency) {
        byte[] configured = bySystemId.get(systemId);
        if (configured != null) {
            return Optional.of(configured);
        }
        return demo ? Optional.of(("demo-" + agency).getBytes(StandardCharsets.UTF_8)) : Optional.empty();
    }

    private static String read(VxpProperties.SystemSecret system, UnaryOperator<@Nullable String> environment) {
        String ref = system.secretRef();
        String where = ref.substring(ref.indexOf(':') + 1);
        if (ref.startsWith("env:")) {
            String value = environment.apply(where);
            return value == null ? "" : value;
        }
        try {
            return Files.readString(Path.of(where)).strip();
        } catch (IOException e) {
            throw new UnsafeConfigurationException(
                    "hub.vxp.systems: the secret of '" + system.systemId() + "' cannot be read from " + where + ": "
                            + e,
                    "Let the hub's user read it, or correct secret-ref.");
        }
    }
}
