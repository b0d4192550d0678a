package org.lienthong.security.token;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The parts of the API for which an issuer may demand scopes of their own (RFC 6749 §3.3). */
public enum ApiPart {
    /** Documents, statuses and dossiers' mailboxes, over REST and over the axis' API. */
    DOCUMENTS("/api/v1/documents", "/api/v1/inbox", "/api/v1/exchanges", "/vxp"),
    /** Data services and what there is of them. */
    SERVICES("/api/v1/services", "/api/v1/calls", "/api/v1/catalogue", "/soap"),
    /** Dossiers for the portal and from it, their files and payments. */
    DOSSIERS(
            "/api/v1/dossiers",
            "/api/v1/progress",
            "/api/v1/batches",
            "/api/v1/portal-dossiers",
            "/api/v1/dossier-codes",
            "/api/v1/dossier-files",
            "/api/v1/files",
            "/api/v1/payments"),
    /** Indicators. */
    STATISTICS("/api/v1/statistics"),
    /** Who used a person's data. */
    USAGE("/api/v1/usage"),
    /** What operators see and order, on the management port, too. */
    OPERATIONS("/api/v1/operations", "/api/v1/operator", "/api/v1/maintenance", "/actuator"),
    /** What stewards see and order. */
    CONFIGURATION("/api/v1/configuration", "/api/v1/steward"),
    /** What everybody may see. */
    PUBLIC("/log");

    private static final Map<String, ApiPart> BY_FIRST_WORDS = byFirstWords();

    private final List<String> paths;

    ApiPart(String... paths) {
        this.paths = List.of(paths);
    }

    private static Map<String, ApiPart> byFirstWords() {
        Map<String, ApiPart> parts = new java.util.HashMap<>();
        for (ApiPart part : values()) {
            part.paths.forEach(path -> parts.put(path, part));
        }
        return Map.copyOf(parts);
    }

    /** @param path decoded, as it is matched with endpoints; empty when it belongs to none of them */
    public static Optional<ApiPart> of(String path) {
        int words = path.startsWith("/api/v1/") ? 3 : 1;
        int end = 0;
        for (int i = 0; i < words && end >= 0; i++) {
            end = path.indexOf('/', end + 1);
        }
        @Nullable ApiPart part = BY_FIRST_WORDS.get(end < 0 ? path : path.substring(0, end));
        return Optional.ofNullable(part);
    }
}
