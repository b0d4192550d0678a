package org.lienthong.dossier.batch;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What operators see of records that wait to be put into the histories; asked of the database when somebody looks. */
final class Backlog implements MeterBinder {

    private final JdbcClient jdbc;

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

    private double ask(String sql) {
        try {
            return jdbc.sql(sql).query(Double.class).single();
        } catch (DataAccessException e) {
            return Double.NaN;
        }
    }
}
