package org.lienthong.observe;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.lienthong.agency.Agencies;
import org.lienthong.agency.Agency;
import org.lienthong.agency.AgencySystem;
import org.lienthong.call.Systems;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ssl.SslBundles;

/**
 * When certificates end: the hub's own, of its TLS bundles, and those that registered systems show. Looked at now and then,
 * each within {@link #PATIENCE}; a system that does not answer keeps what it showed last.
 */
final class Certificates {

    private static final Logger LOG = LoggerFactory.getLogger(Certificates.class);
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final int HTTPS = 443;

    /** Warned about when less is left. */
    static final Duration SOON = Duration.ofDays(14);

    private final SslBundles bundles;
    private final Agencies agencies;
    private final Systems systems;
    private final Map<String, Supplier<@Nullable KeyStore>> stores;
    private final Clock clock;
    private final ConcurrentMap<String, Instant> expiries = new ConcurrentHashMap<>();

    /** @param stores of the hub's own, besides those of bundles, by name */
    Certificates(
            SslBundles bundles,
            Map<String, Supplier<@Nullable KeyStore>> stores,
            Agencies agencies,
            Systems systems,
            Clock clock) {
        this.stores = Map.copyOf(stores);
        this.bundles = bundles;
        this.agencies = agencies;
        this.systems = systems;
        this.clock = clock;
    }

    static String alias(Agency agency, AgencySystem system) {
        return agency.id() + '.' + system.name();
    }

    @Nullable
    Instant expiry(String alias) {
        return expiries.get(alias);
    }

    /** By {@code agency.system}, or {@code bundle:alias} for the hub's own. */
    Map<String, Instant> all() {
        return new TreeMap<>(expiries);
    }

    /** Those that end soon, or have ended. */
    Map<String, String> ending() {
        Instant limit = clock.instant().plus(SOON);
        Map<String, String> ending = new TreeMap<>();
        expiries.forEach((alias, expiry) -> {
            if (expiry.isBefore(limit)) {
                ending.put(alias, expiry.toString());
            }
        });
        return ending;
    }

    void look() {
        bundles.getBundleNames()
                .forEach(name ->
                        lookAt(name, () -> bundles.getBundle(name).getStores().getKeyStore()));
        stores.forEach(this::lookAt);
        for (Agency agency : agencies.current().agencies()) {
            for (AgencySystem system : agency.systems()) {
                if ("https".equals(system.url().getScheme())) {
                    lookAt(alias(agency, system), system);
                }
            }
        }
    }

    private void lookAt(String name, Supplier<@Nullable KeyStore> source) {
        try {
            KeyStore store = source.get();
            if (store == null) {
                return;
            }
            for (String alias : Collections.list(store.aliases())) {
                if (store.getCertificate(alias) instanceof X509Certificate certificate) {
                    expiries.put(name + ':' + alias, certificate.getNotAfter().toInstant());
                }
            }
        } catch (KeyStoreException | RuntimeException e) {
            LOG.atWarn().log("the certificates of {} cannot be read: {}", name, e.getMessage());
        }
    }

    private void lookAt(String alias, AgencySystem system) {
        try {
            expiries.put(alias, shown(system));
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            LOG.atDebug().setCause(e).log("{} shows no certificate", alias);
        }
    }

    private Instant shown(AgencySystem system) throws IOException, GeneralSecurityException {
        URI url = system.url();
        int port = url.getPort() < 0 ? HTTPS : url.getPort();
        SSLContext own = systems.tls(system.calls().tls());
        SSLContext context = own == null ? SSLContext.getDefault() : own;
        try (Socket plain = new Socket()) {
            plain.connect(new InetSocketAddress(url.getHost(), port), (int) PATIENCE.toMillis());
            plain.setSoTimeout((int) PATIENCE.toMillis());
            try (SSLSocket socket =
                    (SSLSocket) context.getSocketFactory().createSocket(plain, url.getHost(), port, false)) {
                socket.startHandshake();
                return ((X509Certificate) socket.getSession().getPeerCertificates()[0])
                        .getNotAfter()
                        .toInstant();
            }
        }
    }
}
