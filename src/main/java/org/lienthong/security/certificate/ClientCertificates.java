package org.lienthong.security.certificate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lienthong.agency.Agencies;
import org.lienthong.agency.AgencyRegistry;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.web.context.support.WebApplicationContextUtils;

/**
 * Whose a client certificate is. The handshake has proven that the client holds its private key and nothing else: the
 * path to a trusted authority, its purpose, its time and its revocation are checked here, at each request, so that the
 * client can be told what is wrong and the audit log has it.
 */
public final class ClientCertificates {

    private static final String MANAGEMENT = "management";
    private static final String ATTRIBUTE = "jakarta.servlet.request.X509Certificate";

    /** Certificates known to be good; an entry is some 100 bytes. */
    private static final int REMEMBERED = 10_000;

    /** What a check goes by; replaced when the trust store or a list has changed, and with it what was found good. */
    private record Trusted(
            @Nullable KeyStore store, List<X509CRL> crls, Authorities authorities, Cache<String, Boolean> good) {}

    private final Supplier<@Nullable KeyStore> trustStore;
    private final RevocationLists lists;
    private final Agencies agencies;
    private final CertificateSettings settings;
    private final Clock clock;
    private volatile @Nullable Trusted trusted;
    private volatile @Nullable ClientIndex index;

    /** @param trustStore gives the same object until it was read anew; null: nobody is trusted */
    ClientCertificates(
            Supplier<@Nullable KeyStore> trustStore,
            RevocationLists lists,
            Agencies agencies,
            CertificateSettings settings,
            Clock clock) {
        this.trustStore = trustStore;
        this.lists = lists;
        this.agencies = agencies;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * What the client presented in the handshake, its own certificate first; null when it presented none, and on the
     * management port, where it only opens the connection. No header is ever looked at: anybody can write one.
     */
    public static X509Certificate @Nullable [] presented(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof X509Certificate[] chain
                        && chain.length > 0
                        && !isManagement(request.getServletContext())
                ? chain
                : null;
    }

    private static boolean isManagement(ServletContext context) {
        return WebServerApplicationContext.hasServerNamespace(
                WebApplicationContextUtils.getWebApplicationContext(context), MANAGEMENT);
    }

    /** Until when each revocation list counts, by who issues it. */
    public Map<String, Instant> listsEnd() {
        Map<String, Instant> ends = new HashMap<>();
        for (X509CRL list : lists.current()) {
            if (list.getNextUpdate() != null) {
                ends.merge(
                        list.getIssuerX500Principal().getName(),
                        list.getNextUpdate().toInstant(),
                        (one, other) -> one.isAfter(other) ? one : other);
            }
        }
        return ends;
    }

    /**
     * Whose it is.
     *
     * @param chain as presented, the client's own first
     * @throws RefusedCertificate when it proves nobody
     */
    public CertifiedClient prove(X509Certificate[] chain) throws RefusedCertificate {
        String fingerprint = Fingerprint.of(chain[0]);
        Instant now = clock.instant();
        Trusted current = trusted();
        if (current.good().getIfPresent(fingerprint) == null
                || chain[0].getNotAfter().toInstant().isBefore(now)) {
            Optional<Fault> fault = current.authorities().check(chain, now);
            if (fault.isPresent()) {
                throw new RefusedCertificate(fault.get(), fingerprint);
            }
            current.good().put(fingerprint, true);
        }
        ClientIndex.Client client = client(chain[0], fingerprint);
        return new CertifiedClient(client.agency(), client.name(), fingerprint);
    }

    private ClientIndex.Client client(X509Certificate certificate, String fingerprint) throws RefusedCertificate {
        Set<ClientIndex.Client> clients;
        try {
            clients = index().clients(certificate);
        } catch (CertificateParsingException e) {
            throw new RefusedCertificate(Fault.MALFORMED, fingerprint);
        }
        if (clients.size() != 1) {
            throw new RefusedCertificate(clients.isEmpty() ? Fault.NOT_REGISTERED : Fault.AMBIGUOUS, fingerprint);
        }
        return clients.iterator().next();
    }

    private ClientIndex index() {
        AgencyRegistry registry = agencies.current();
        ClientIndex known = index;
        if (known == null || !known.isOf(registry)) {
            known = new ClientIndex(registry);
            index = known;
        }
        return known;
    }

    private Trusted trusted() {
        KeyStore store = trustStore.get();
        List<X509CRL> crls = lists.current();
        Trusted known = trusted;
        if (known == null || known.store() != store || known.crls() != crls) {
            known = new Trusted(store, crls, authorities(store, crls), remembered());
            trusted = known;
        }
        return known;
    }

    private Authorities authorities(@Nullable KeyStore store, List<X509CRL> crls) {
        try {
            return new Authorities(store == null ? Set.of() : Authorities.anchors(store), crls, !lists.isEmpty());
        } catch (KeyStoreException e) {
            throw new IllegalStateException(e);
        }
    }

    private Cache<String, Boolean> remembered() {
        return Caffeine.newBuilder()
                .maximumSize(REMEMBERED)
                .expireAfterWrite(settings.recheck())
                .build();
    }
}
