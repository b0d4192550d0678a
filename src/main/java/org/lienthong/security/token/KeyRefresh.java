package org.lienthong.security.token;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.lienthong.thread.DaemonThreads;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Has the issuers' keys fetched again and again, and tells whose could not be. */
final class KeyRefresh implements HealthIndicator, AutoCloseable {

    private static final Duration STEP = Duration.ofSeconds(1);

    private final Map<String, IssuerKeys> issuers;
    private final ScheduledExecutorService clockwork =
            Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("issuer-keys"));

    /** @param issuers by name */
    KeyRefresh(Map<String, IssuerKeys> issuers) {
        this.issuers = new TreeMap<>(issuers);
    }

    /** The keys of the issuer of that name. */
    IssuerKeys of(String name) {
        return Objects.requireNonNull(issuers.get(name), name);
    }

    /** Begins; waits a moment, so that a hub that starts knows the keys when the first call comes. */
    void start(Duration patience) {
        if (issuers.isEmpty()) {
            return;
        }
        List<CompletableFuture<String>> first = issuers.values().stream()
                .map(IssuerKeys::ask)
                .filter(Objects::nonNull)
                .toList();
        try {
            CompletableFuture.allOf(first.toArray(CompletableFuture[]::new))
                    .get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // The hub has other callers; these are refused until the keys are there.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        clockwork.scheduleWithFixedDelay(
                () -> issuers.values().forEach(IssuerKeys::tick),
                STEP.toMillis(),
                STEP.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    @Override
    public Health health() {
        boolean failing = issuers.values().stream().anyMatch(keys -> keys.failure() != null || keys.count() == 0);
        Health.Builder health = Health.status(failing ? "DEGRADED" : "UP");
        issuers.forEach((name, keys) -> {
            String failure = keys.failure();
            health.withDetail(name, failure == null ? keys.count() + " keys" : keys.count() + " keys; " + failure);
        });
        return health.build();
    }

    @Override
    public void close() {
        clockwork.shutdownNow();
    }
}
