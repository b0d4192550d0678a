package org.lienthong.route;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.jspecify.annotations.Nullable;
import org.lienthong.problem.Locus;
import org.lienthong.problem.ProblemException;

/**
 * Counts at each step of each route what passed and what failed there, since the route was loaded. It remembers why the
 * last one failed by the problem's name alone, so nothing of a message.
 */
public final class StepCounts implements InterceptStrategy {

    /** Exchange property: the failure that the innermost step has counted, so that those around it do not. */
    private static final String COUNTED = "lienthongFailureCounted";

    private final Map<String, Counter> counters = new ConcurrentHashMap<>();
    private final Clock clock;

    /** Names of the contexts whose routes run; null while nobody has said so. */
    private volatile @Nullable List<String> running;

    StepCounts(Clock clock) {
        this.clock = clock;
    }

    /**
     * What came to a step.
     *
     * @param passed went on to the next one
     * @param refused ended there because of what the caller sent
     * @param failed ended there for another reason
     * @param lastFailure when that was the case for the last time, or null
     * @param reason the problem's slug, or the kind of exception
     * @param failing whether nothing has passed since
     */
    public record Count(
            long passed,
            long refused,
            long failed,
            @Nullable Instant lastFailure,
            @Nullable String reason,
            boolean failing) {

        static final Count NONE = new Count(0, 0, 0, null, null, false);
    }

    /** @param id of the step, as the running context names it */
    public Count of(String id) {
        List<String> contexts = running;
        for (String context : contexts == null ? contexts() : contexts) {
            Counter counter = counters.get(context + '/' + id);
            if (counter != null) {
                return counter.read();
            }
        }
        return Count.NONE;
    }

    private List<String> contexts() {
        return counters.keySet().stream()
                .map(key -> key.substring(0, key.indexOf('/')))
                .distinct()
                .toList();
    }

    /** Other contexts than these have ended. */
    void running(List<String> contexts) {
        running = List.copyOf(contexts);
        counters.keySet().removeIf(key -> !contexts.contains(key.substring(0, key.indexOf('/'))));
    }

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext context, NamedNode definition, Processor target, @Nullable Processor nextTarget) {
        Counter counter = new Counter();
        counters.put(
                context.getName() + '/' + definition.getId(),
                counter); // a route that was loaded anew begins with nothing
        return new DelegateAsyncProcessor(target) {
            @Override
            public boolean process(Exchange exchange, AsyncCallback callback) {
                return super.process(exchange, doneSync -> {
                    count(counter, exchange);
                    callback.done(doneSync);
                });
            }
        };
    }

    private void count(Counter counter, Exchange exchange) {
        Exception failure = exchange.getException();
        if (failure == null) {
            counter.passed.increment();
            counter.failing = false;
        } else if (exchange.getProperty(COUNTED) != failure) {
            exchange.setProperty(COUNTED, failure);
            counter.failed(failure, clock.instant());
        }
    }

    private static final class Counter {
        private final LongAdder passed = new LongAdder();
        private final LongAdder refused = new LongAdder();
        private final LongAdder failed = new LongAdder();
        private volatile boolean failing;
        private volatile @Nullable Instant lastFailure;
        private volatile @Nullable String reason;

        void failed(Exception failure, Instant now) {
            ProblemException problem = problem(failure);
            if (problem != null && problem.type().locus() == Locus.CALLER) {
                refused.increment();
                return;
            }
            failed.increment();
            reason = problem == null
                    ? failure.getClass().getSimpleName()
                    : problem.type().slug();
            lastFailure = now;
            failing = true;
        }

        private static @Nullable ProblemException problem(Throwable failure) {
            return failure instanceof ProblemException problem
                    ? problem
                    : failure.getCause() instanceof ProblemException cause ? cause : null;
        }

        Count read() {
            return new Count(passed.sum(), refused.sum(), failed.sum(), lastFailure, reason, failing);
        }
    }
}
