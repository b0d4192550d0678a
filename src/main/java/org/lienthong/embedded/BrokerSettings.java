package org.lienthong.embedded;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Keys under {@code hub.broker}.
 *
 * @param url of an outside Artemis, {@code tcp://} or {@code ssl://}; without one the hub starts its own
 * @param listen whether the embedded broker also listens on {@code host}:{@code port}, CORE protocol
 * @param keyStore PKCS #12 file that turns TLS on for that port; for an outside broker, what the hub proves itself with
 * @param trustStore PKCS #12 file of who is trusted at the other end; of an outside broker, by default what Java trusts
 * @param logins who else than the hub may use the embedded broker
 * @param journalBufferTimeout how long the journal gathers writes before it syncs them, 1 µs to 1 s
 * @param pageLimit bytes that one queue may hold on disk before its senders are refused
 * @param startTimeout how long the broker may take to load its journal
 * @param callTimeout how long one call to the broker may take
 */
@ConfigurationProperties("hub.broker")
record BrokerSettings(
        @Nullable String url,
        @Nullable String user,
        @Nullable String password,
        @DefaultValue("false") boolean listen,
        @DefaultValue("127.0.0.1") String host,
        @DefaultValue("61616") int port,
        @Nullable String keyStore,
        @Nullable String keyStorePassword,
        @Nullable String trustStore,
        @Nullable String trustStorePassword,
        @DefaultValue("false") boolean needClientAuth,
        @DefaultValue List<Login> logins,
        @DefaultValue("200us") Duration journalBufferTimeout,
        @DefaultValue("1GB") DataSize pageLimit,
        @DefaultValue("60s") Duration startTimeout,
        @DefaultValue("10s") Duration callTimeout) {

    BrokerSettings {
        logins = List.copyOf(logins);
        if (journalBufferTimeout.toNanos() < 1_000 || journalBufferTimeout.toNanos() > 1_000_000_000) {
            throw new IllegalArgumentException("hub.broker.journal-buffer-timeout must lie within 1us and 1s");
        }
        if (pageLimit.toMegabytes() < 16) {
            throw new IllegalArgumentException("hub.broker.page-limit must be 16MB or more");
        }
        if (startTimeout.toMillis() < 1 || callTimeout.toMillis() < 1) {
            throw new IllegalArgumentException("hub.broker.start-timeout and call-timeout must be positive");
        }
    }

    /**
     * An agency's JMS client: it may consume from its own queue and nothing else.
     *
     * @param user by habit the agency's id
     * @param queue the {@code delivery.queue} of that agency
     */
    record Login(String user, String password, String queue) {

        Login {
            if (user.isBlank() || password.isBlank() || queue.isBlank() || user.equals(BrokerLogins.HUB)) {
                throw new IllegalArgumentException(
                        "hub.broker.logins: each needs a user other than hub, a password and a queue");
            }
        }

        /** Without the secret. */
        @Override
        public String toString() {
            return "Login[user=" + user + ", queue=" + queue + "]";
        }
    }

    boolean embedded() {
        return url == null || url.isBlank();
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "BrokerSettings[url=" + BrokerAddress.shown(url) + ", user=" + user + ", listen=" + listen + ", host="
                + host + ", port=" + port + ", keyStore=" + keyStore + "]";
    }
}
