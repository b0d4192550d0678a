package org.lienthong.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class GaugeRowsTest {

    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final GaugeRows up = new GaugeRows(meters, "hub.system.up", "system", "1 while it answers", null);

    @Test
    void showsTheLatestValueOfEachRow() {
        up.set(Set.of("land"), name -> 1);
        up.set(Set.of("land"), name -> 0);
        assertThat(meters.scrape()).contains("hub_system_up{system=\"land\"} 0.0");
    }

    @Test
    void forgetsRowsThatAreGone() {
        up.set(List.of("land", "population"), name -> 1);
        up.set(Set.of("population"), name -> 1);
        assertThat(meters.scrape()).contains("population").doesNotContain("land");
        up.set(Set.of(), name -> 1);
        assertThat(meters.scrape()).doesNotContain("population");
        up.set(Set.of("land"), name -> 1);
        assertThat(meters.scrape()).contains("hub_system_up{system=\"land\"} 1.0");
    }

    @Test
    void isScrapedWholeWhileItChanges() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        Thread changes = new Thread(() -> {
            for (int i = 0; !done.get(); i++) {
                double value = i;
                up.set(Set.of("land"), name -> value);
            }
        });
        up.set(Set.of("land"), name -> 1);
        changes.start();
        try {
            for (int i = 0; i < 3_000; i++) {
                assertThat(meters.scrape()).containsOnlyOnce("hub_system_up{system=\"land\"}");
            }
        } finally {
            done.set(true);
            changes.join();
        }
    }
}
