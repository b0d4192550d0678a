package org.lienthong.dossier.batch;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.lienthong.thread.DaemonThreads;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What operators see of records that wait to be put into the histories; asked of the database when somebody looks. */
final class Backlog implements MeterBinder, AutoCloseable {

    private static final long PATIENCE_MILLIS = 500;

    private final JdbcClient jdbc;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(DaemonThreads.named("dossier-backlog"));
    private @Nullable Future<Double> open;

    Backlog(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        Gauge.builder("dossiers.waiting", () -> ask("""
                        select coalesce(sum(count), 0) from dossier_chunk where not sequenced"""))
                .description("Records that were accepted and are not in the histories yet")
                .register(meters);
        Gauge.builder("dossiers.lag", () -> ask("""
                        select coalesce(extract(epoch from now() - min(b.submitted_at)), 0) from dossier_batch b
                        where b.batch_no = (select min(batch_no) from dossier_chunk where not sequenced)"""))
                .description("Age of the oldest batch that is not in the histories yet")
                .baseUnit("seconds")
                .register(meters);
    }

    /** NaN when the database fails or does not answer at once: who asks for metrics must not hang with it. */
    private synchronized double ask(String sql) {
        Future<Double> question = open;
        if (question != null && !question.isDone()) {
            return Double.NaN;
        }
        question = thread.submit(() -> jdbc.sql(sql).query(Double.class).single());
        open = question;
        try {
            return question.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return Double.NaN;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Double.NaN;
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
