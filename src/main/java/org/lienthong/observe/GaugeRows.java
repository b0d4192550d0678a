package org.lienthong.observe;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * A gauge with one row for each value of one label, whose rows come and go. A row that stays is never registered anew, only
 * its value changes: taking the last row of a metric away and putting it back while Prometheus is answered shows the metric
 * twice, and the whole scrape fails.
 */
final class GaugeRows {

    private final MultiGauge gauge;
    private final String label;
    private volatile Map<String, Double> values = Map.of();

    GaugeRows(MeterRegistry meters, String name, String label, String description, @Nullable String unit) {
        this.gauge =
                MultiGauge.builder(name).description(description).baseUnit(unit).register(meters);
        this.label = label;
    }

    void set(Iterable<String> names, ToDoubleFunction<String> value) {
        Map<String, Double> seen = new LinkedHashMap<>();
        for (String name : names) {
            seen.put(name, value.applyAsDouble(name));
        }
        values = seen;
        List<MultiGauge.Row<?>> rows = new ArrayList<>(seen.size());
        for (String name : seen.keySet()) {
            rows.add(MultiGauge.Row.of(Tags.of(label, name), this, all -> all.values.getOrDefault(name, Double.NaN)));
        }
        gauge.register(rows, false);
    }
}
