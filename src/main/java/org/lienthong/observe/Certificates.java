package org.lienthong.observe;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;
import org.lienthong.agency.Agencies;
import org.lienthong.agency.Agency;
import org.lienthong.agency.AgencySystem;
import org.lienthong.call.CheckedAddresses;
import org.lienthong.thread.DaemonThreads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ssl.SslBundles;

/**
 * When certificates end: the hub's own, of its TLS bundles, and those that registered systems show. Looked at now and then,
 * each within a time limit; a system that does not answer keeps what it showed last.
 */
final class Certificates {

    private static final Logger LOG = LoggerFactory.getLogger(Certificates.class);
    private static final int HTTPS = 443;

    /** Systems that are looked at at once, so that those that hang do not keep the others for long. */
    private static final int AT_ONCE = 16;

    /** Warned about when less is left. */
    static final Duration SOON = Duration.ofDays(14);

    /** Behind the name of a bundle: whom it trusts. */
    static final String TRUST = ".trust";

    private static final String LIST = "crl:";

    private final SslBundles bundles;
    private final Agencies agencies;
    private final CheckedAddresses reachable;
    private final Map<String, Supplier<@Nullable KeyStore>> stores;
    private final Supplier<Map<String, Instant>> lists;
    private final Clock clock;
    private final Duration patience;
    private final ConcurrentMap<String, Instant> expiries = new ConcurrentHashMap<>();

    /**
     * @param stores of the hub's own, besides those of bundles, by name
     * @param lists when each revocation list has to be replaced, by who issues it
     * @param patience for a connection, for each word of the system, and a third of what all may take
     */
    Certificates(
            SslBundles bundles,
            Map<String, Supplier<@Nullable KeyStore>> stores,
            Supplier<Map<String, Instant>> lists,
            Agencies agencies,
            CheckedAddresses reachable,
            Clock clock,
            Duration patience) {
        this.stores = Map.copyOf(stores);
        this.lists = lists;
        this.bundles = bundles;
        this.agencies = agencies;
        this.reachable = reachable;
        this.clock = clock;
        this.patience = patience;
    }

    static String alias(Agency agency, AgencySystem system) {
        return agency.id() + '.' + system.name();
    }

    @Nullable
    Instant expiry(String alias) {
        return expiries.get(alias);
    }

    /**
     * By {@code agency.system}; {@code bundle:alias} for the hub's own, {@code bundle.trust:alias} for whom it trusts, {@code
     * crl:issuer} for what these revoked.
     */
    Map<String, Instant> all() {
        return new TreeMap<>(expiries);
    }

    /** Those that end soon, or have ended. */
    Map<String, String> ending() {
        Instant now = clock.instant();
        Map<String, String> ending = new TreeMap<>();
        expiries.forEach((alias, expiry) -> {
            // Lists last for days only, and are replaced as often.
            if (expiry.isBefore(alias.startsWith(LIST) ? now : now.plus(SOON))) {
                ending.put(alias, expiry.toString());
            }
        });
        return ending;
    }

    void look() {
        Set<String> known = new HashSet<>();
        bundles.getBundleNames().forEach(name -> {
            known.addAll(lookAt(name, () -> bundles.getBundle(name).getStores().getKeyStore()));
            known.addAll(lookAt(
                    name + TRUST, () -> bundles.getBundle(name).getStores().getTrustStore()));
        });
        stores.forEach((name, store) -> known.addAll(lookAt(name, store)));
        lists.get().forEach((name, nextUpdate) -> {
            expiries.put(LIST + name, nextUpdate);
            known.add(LIST + name);
        });
        List<Look> systems = new ArrayList<>();
        for (Agency agency : agencies.current().agencies()) {
            for (AgencySystem system : agency.systems()) {
                if ("https".equals(system.url().getScheme())) {
                    known.add(alias(agency, system));
                    systems.add(new Look(alias(agency, system), system.url()));
                }
            }
        }
        lookAt(systems);
        expiries.keySet().retainAll(known); // what was taken out of the register warns nobody
    }

    private Set<String> lookAt(String name, Supplier<@Nullable KeyStore> source) {
        Set<String> found = new HashSet<>();
        try {
            KeyStore store = source.get();
            if (store == null) {
                return found;
            }
            for (String alias : Collections.list(store.aliases())) {
                if (store.getCertificate(alias) instanceof X509Certificate certificate) {
                    expiries.put(name + ':' + alias, certificate.getNotAfter().toInstant());
                    found.add(name + ':' + alias);
                }
            }
        } catch (KeyStoreException | RuntimeException e) {
            LOG.atWarn().log("the certificates of {} cannot be read: {}", name, e.getMessage());
        }
        return found;
    }

    private void lookAt(List<Look> systems) {
        if (systems.isEmpty()) {
            return;
        }
        ExecutorService threads = Executors.newFixedThreadPool(
                Math.min(AT_ONCE, systems.size()), DaemonThreads.named("look-certificate"));
        try {
            long turns = 1L + (systems.size() - 1) / AT_ONCE;
            threads.invokeAll(systems, 3 * turns * patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            systems.forEach(Look::giveUp);
            threads.shutdownNow();
        }
    }

    /**
     * Begins a TLS handshake to see the certificate; nothing else is sent. Any certificate will do: just the one that has
     * ended must be seen.
     */
    private final class Look extends X509ExtendedTrustManager implements Callable<Boolean> {

        private final String alias;
        private final URI url;
        private final Socket plain = new Socket();

        Look(String alias, URI url) {
            this.alias = alias;
            this.url = url;
        }

        @Override
        public Boolean call() throws GeneralSecurityException {
            int port = url.getPort() < 0 ? HTTPS : url.getPort();
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {this}, null);
            try (plain) {
                InetAddress address = reachable.resolve(url.getHost())[0];
                plain.connect(new InetSocketAddress(address, port), (int) patience.toMillis());
                plain.setSoTimeout((int) patience.toMillis());
                try (SSLSocket socket =
                        (SSLSocket) context.getSocketFactory().createSocket(plain, url.getHost(), port, false)) {
                    socket.startHandshake();
                }
            } catch (IOException e) { // a system may want to see a certificate, too: its own was shown before
                LOG.atDebug().setCause(e).log("no handshake with {}", alias);
            }
            return Boolean.TRUE;
        }

        /** A system that sends a byte now and then is not waited for. */
        void giveUp() {
            try {
                plain.close();
            } catch (IOException e) {
                LOG.atDebug().setCause(e).log("{} is left alone", alias);
            }
        }

        private void seen(X509Certificate[] chain) {
            Stream.of(chain)
                    .map(certificate -> certificate.getNotAfter().toInstant())
                    .min(Instant::compareTo)
                    .ifPresent(end -> expiries.put(alias, end));
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {
            seen(chain);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
            seen(chain);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {
            seen(chain);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
                throws CertificateException {
            throw noServer();
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
                throws CertificateException {
            throw noServer();
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            throw noServer();
        }

        private static CertificateException noServer() {
            return new CertificateException("only looks at servers");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
