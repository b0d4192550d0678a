package org.lienthong.call;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;

/**
 * Stands before one registered system: a bulkhead, so that a system that hangs holds only so many threads, and a circuit
 * breaker, so that one that is down is asked rarely. A refusal or fault that the system states counts as an answer.
 */
final class SystemGate {

    private static final Exception UNSOUND = new IllegalStateException("an answer that counts as a failure");

    /** How long a call waits for a place: a stall of the hub's own must not look like a system that hangs. */
    private static final long WAIT_MILLIS = 250;

    private final Semaphore places;
    private final Semaphore present;
    private final CircuitBreaker breaker;

    SystemGate(String name, int concurrent, CallSettings.Breaker settings) {
        this.places = new Semaphore(concurrent);
        this.present = new Semaphore(2 * concurrent);
        this.breaker = CircuitBreaker.of(
                name,
                CircuitBreakerConfig.custom()
                        .failureRateThreshold(settings.failures())
                        .slidingWindowSize(settings.window())
                        .minimumNumberOfCalls(settings.calls())
                        .waitDurationInOpenState(settings.pause())
                        .permittedNumberOfCallsInHalfOpenState(2)
                        .build());
    }

    <T> T pass(Supplier<T> call, Predicate<T> sound) {
        if (!present.tryAcquire()) {
            throw ProviderProblems.unavailable(false);
        }
        try {
            if (!awaitPlace()) {
                throw ProviderProblems.unavailable(false);
            }
            try {
                if (!breaker.tryAcquirePermission()) {
                    throw ProviderProblems.unavailable(true);
                }
                return counted(call, sound);
            } finally {
                places.release();
            }
        } finally {
            present.release();
        }
    }

    private boolean awaitPlace() {
        try {
            return places.tryAcquire(WAIT_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private <T> T counted(Supplier<T> call, Predicate<T> sound) {
        long start = System.nanoTime();
        try {
            T answer = call.get();
            if (sound.test(answer)) {
                breaker.onSuccess(System.nanoTime() - start, TimeUnit.NANOSECONDS);
            } else {
                breaker.onError(System.nanoTime() - start, TimeUnit.NANOSECONDS, UNSOUND);
            }
            return answer;
        } catch (ProblemException problem) {
            if (problem.type() == ProblemType.PROVIDER_REFUSED || problem.type() == ProblemType.PROVIDER_FAULT) {
                breaker.onSuccess(System.nanoTime() - start, TimeUnit.NANOSECONDS);
            } else {
                breaker.onError(System.nanoTime() - start, TimeUnit.NANOSECONDS, problem);
            }
            throw problem;
        } catch (RuntimeException | Error e) {
            breaker.onError(System.nanoTime() - start, TimeUnit.NANOSECONDS, e);
            throw e;
        }
    }

    /** {@code closed}, {@code open} or {@code half_open}, for operators. */
    String state() {
        return breaker.getState().name().toLowerCase(java.util.Locale.ROOT);
    }
}
