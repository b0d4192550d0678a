package org.lienthong.call;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;
import org.lienthong.agency.AgencySystem;
import org.lienthong.security.UnsafeConfigurationException;

/** What the hub proves itself with at registered systems. Secrets are read once at the start and never shown. */
public final class Credentials {

    private record Known(CallSettings.Credential what, String secret) {}

    private final Map<String, Known> byName = new HashMap<>();
    private final Clock clock;

    /**
     * @param environment reads an environment variable, null when it is not set
     * @param demo whether secrets may be such that everybody knows
     * @throws UnsafeConfigurationException naming the credential whose secret is missing
     */
    Credentials(CallSettings settings, UnaryOperator<@Nullable String> environment, boolean demo, Clock clock) {
        this.clock = clock;
        for (CallSettings.Credential credential : settings.credentials()) {
            String secret = secret(credential, environment, demo);
            if (byName.put(credential.name(), new Known(credential, secret)) != null) {
                throw new UnsafeConfigurationException(
                        "hub.call.credentials: '" + credential.name() + "' is there twice.", "Keep one of them.");
            }
        }
    }

    boolean has(String name) {
        return byName.containsKey(name);
    }

    /** The headers that prove the hub to this system now. */
    Map<String, String> headers(AgencySystem system) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String name : system.credentials()) {
            Known known = byName.get(name);
            if (known == null) {
                throw new IllegalStateException("hub.call.credentials holds no '" + name + "'");
            }
            present(known, system.url().toString(), clock.millis(), headers);
        }
        return headers;
    }

    /**
     * The headers that this credential gives at that time; a simulated system compares them with what it was sent.
     *
     * @param millis since 1970
     */
    public Optional<Map<String, String>> headers(String name, String url, long millis) {
        Known known = byName.get(name);
        if (known == null) {
            return Optional.empty();
        }
        Map<String, String> headers = new LinkedHashMap<>();
        present(known, url, millis, headers);
        return Optional.of(headers);
    }

    /** What is told a system in its own login, as its kind {@code LOGIN} has it; empty when there is none of that name. */
    public Optional<Login> login(String name) {
        Known known = byName.get(name);
        return known == null || known.what().kind() != CallSettings.Credential.Kind.LOGIN
                ? Optional.empty()
                : Optional.of(new Login(String.valueOf(known.what().user()), known.secret()));
    }

    private static void present(Known known, String url, long millis, Map<String, String> headers) {
        CallSettings.Credential what = known.what();
        String user = String.valueOf(what.user());
        String header = String.valueOf(what.header());
        switch (what.kind()) {
            case BASIC -> headers.put("Authorization", basic(user, known.secret()));
            case BEARER -> headers.put("Authorization", "Bearer " + known.secret());
            case HEADER -> headers.put(header, known.secret());
            case IDENTITY -> headers.put(header, user);
            case LOGIN -> {} // stands in a message of the system's own
            case TIMESTAMPED -> {
                headers.put("Timestamp", Long.toString(millis));
                headers.put("Authorization", basic(user, DigestUtils.sha256Hex(url + user + millis + known.secret())));
            }
        }
    }

    private static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ':' + password).getBytes(UTF_8));
    }

    private static String secret(
            CallSettings.Credential credential, UnaryOperator<@Nullable String> environment, boolean demo) {
        String ref = credential.secretRef();
        String where = ref.substring(ref.indexOf(':') + 1);
        String secret = "";
        if (credential.kind() == CallSettings.Credential.Kind.IDENTITY) {
            return secret;
        } else if (ref.startsWith("demo:") && demo) {
            secret = "demo-" + where;
        } else if (ref.startsWith("env:")) {
            String value = environment.apply(where);
            secret = value == null ? "" : value;
        } else if (ref.startsWith("file:")) {
            secret = read(credential, Path.of(where));
        }
        if (secret.isBlank()) {
            throw new UnsafeConfigurationException(
                    "hub.call.credentials: the secret of '" + credential.name() + "' is missing.",
                    "Put it where secret-ref points: file:<path> or env:<name>.");
        }
        return secret;
    }

    private static String read(CallSettings.Credential credential, Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UnsafeConfigurationException(
                    "hub.call.credentials: the secret of '" + credential.name() + "' cannot be read from " + file + ": "
                            + e,
                    "Let the hub's user read it, or correct secret-ref.");
        }
    }
}
