package org.lienthong.security.token;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The public keys of one issuer. They are fetched beside the calls: a call with a known key waits for nothing. One with an
 * unknown key has them fetched again, though not more often than every {@link TokenSettings#refreshAtMostEvery}, and waits
 * a moment for it if not too many others do; so neither strangers' tokens nor an issuer that hangs hold up the hub.
 */
final class IssuerKeys implements JWKSource<SecurityContext> {

    private static final Logger LOG = LoggerFactory.getLogger(IssuerKeys.class);
    private static final int RSA_BITS = 2048;

    private record Known(JWKSet keys, long since) {}

    private final String issuer;
    private final KeyFetcher fetcher;
    private final TokenSettings settings;
    private final LongSupplier nanoTime;
    private final Semaphore waiters;
    private volatile @Nullable Known known;
    private volatile @Nullable String failure;
    private @Nullable CompletableFuture<String> underWay;
    private @Nullable Long started;

    /** @param nanoTime a clock as {@link System#nanoTime} */
    IssuerKeys(String issuer, KeyFetcher fetcher, TokenSettings settings, LongSupplier nanoTime) {
        this.issuer = issuer;
        this.fetcher = fetcher;
        this.settings = settings;
        this.nanoTime = nanoTime;
        this.waiters = new Semaphore(settings.waiters());
    }

    @Override
    public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context) {
        List<JWK> keys = select(selector);
        if (keys.isEmpty()) {
            await(ask());
            keys = select(selector);
        }
        return keys;
    }

    private List<JWK> select(JWKSelector selector) {
        Known now = known;
        return now == null || isOlder(now.since(), settings.keepKeys()) ? List.of() : selector.select(now.keys());
    }

    /** Fetches the keys when their time has come. */
    void tick() {
        Known now = known;
        if (now == null || failure != null || isOlder(now.since(), settings.refresh())) {
            ask();
        }
    }

    /** Why the keys could not be fetched the last time; null when they could. */
    @Nullable
    String failure() {
        return failure;
    }

    int count() {
        Known now = known;
        return now == null ? 0 : now.keys().size();
    }

    /** Seconds since they were fetched; NaN when they never were. */
    double age() {
        Known now = known;
        return now == null ? Double.NaN : (nanoTime.getAsLong() - now.since()) / 1e9;
    }

    /** What is under way or begins now; null when it is too early to fetch again. */
    @Nullable
    synchronized CompletableFuture<String> ask() {
        if (underWay != null && !underWay.isDone()) {
            return underWay;
        }
        if (started != null && !isOlder(started, settings.refreshAtMostEvery())) {
            return null;
        }
        started = nanoTime.getAsLong();
        underWay = fetcher.fetch().whenComplete(this::took);
        return underWay;
    }

    synchronized boolean isFetching() {
        return underWay != null && !underWay.isDone();
    }

    private boolean isOlder(long since, Duration age) {
        return nanoTime.getAsLong() - since > age.toNanos();
    }

    private void took(@Nullable String json, @Nullable Throwable failed) {
        String why = failed == null ? null : String.valueOf(failed.getMessage());
        if (json != null) {
            try {
                JWKSet keys = usable(JWKSet.parse(json));
                known = new Known(keys, nanoTime.getAsLong());
                why = keys.isEmpty() ? "no usable key is in the set" : null;
            } catch (ParseException e) {
                why = "the set of keys cannot be read";
            }
        }
        if (why != null) {
            LOG.atWarn().addKeyValue("issuer", issuer).log("its keys could not be fetched: {}", why);
        } else if (failure != null) {
            LOG.atInfo().addKeyValue("issuer", issuer).log("its keys could be fetched again");
        }
        failure = why;
    }

    /** Public halves of strong asymmetric keys: a secret among them would let whoever reads the set make tokens. */
    private static JWKSet usable(JWKSet all) {
        return new JWKSet(all.toPublicJWKSet().getKeys().stream()
                .filter(key -> key instanceof ECKey || key instanceof RSAKey rsa && rsa.size() >= RSA_BITS)
                .toList());
    }

    private void await(@Nullable CompletableFuture<String> fetched) {
        if (fetched == null || !waiters.tryAcquire()) {
            return;
        }
        try {
            fetched.get(settings.patience().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // Those that are known count.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            waiters.release();
        }
    }
}
