package org.lienthong.call;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How registered systems are called; a system's own {@code calls} in the register go first.
 *
 * @param connectTimeout how long a connection may take
 * @param timeout how long one call may take, all of it
 * @param concurrent calls of one system under way at once; its bulkhead
 * @param largestAnswer more is not read
 * @param loopback whether systems on the hub's own machine may be called, pushed to or looked at
 * @param breaker when a system is left alone
 * @param credentials what the hub proves itself with
 */
@ConfigurationProperties("hub.call")
record CallSettings(
        @DefaultValue("2s") Duration connectTimeout,
        @DefaultValue("10s") Duration timeout,
        @DefaultValue("32") int concurrent,
        @DefaultValue("1MB") DataSize largestAnswer,
        @DefaultValue("false") boolean loopback,
        @DefaultValue Breaker breaker,
        @DefaultValue List<Credential> credentials) {

    CallSettings {
        credentials = List.copyOf(credentials);
        if (concurrent < 1 || connectTimeout.isNegative() || timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException(
                    "hub.call: concurrent is at least 1, connect-timeout and timeout are more than nothing");
        }
    }

    /**
     * @param failures percent of the last calls
     * @param window the last calls that count
     * @param calls so many must have been made before it opens
     * @param pause how long the system is then left alone
     */
    record Breaker(
            @DefaultValue("50") int failures,
            @DefaultValue("20") int window,
            @DefaultValue("10") int calls,
            @DefaultValue("5s") Duration pause) {}

    /**
     * One credential; the secret itself stands elsewhere.
     *
     * @param name by which the register of agencies refers to it
     * @param user for the kinds that have one
     * @param header its name, for {@link Kind#HEADER}
     * @param secretRef {@code file:<path>}, {@code env:<name>}, or {@code demo:<word>} where demo keys are allowed
     */
    record Credential(
            String name,
            Kind kind,
            @Nullable String user,
            @Nullable String header,
            String secretRef) {

        /** How it is presented. */
        enum Kind {
            /** RFC 7617. */
            BASIC,
            /** RFC 6750. */
            BEARER,
            /** A header with the secret as its value, as {@code ApiKey}. */
            HEADER,
            /** The same for what is no secret, as {@code X-Road-Client}: the user is the value. */
            IDENTITY,
            /** User and password for a login of the system's own, in a message of its protocol; no header. */
            LOGIN,
            /** The population database's: Basic over a SHA-256 of address, user, time and secret; the header Timestamp. */
            TIMESTAMPED
        }

        Credential {
            boolean needsUser = kind != Kind.BEARER && kind != Kind.HEADER;
            boolean needsHeader = kind == Kind.HEADER || kind == Kind.IDENTITY;
            if (needsUser && (user == null || user.isBlank()) || needsHeader && (header == null || header.isBlank())) {
                throw new IllegalArgumentException("hub.call.credentials: '" + name + "' of kind " + kind + " needs"
                        + (needsUser ? " user" : "") + (needsHeader ? " header" : ""));
            }
        }
    }
}
