package org.lienthong.trace;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicLong;

/** Counts the spans that the collector has confirmed. */
final class CountingExporter implements SpanExporter {

    private final SpanExporter exporter;
    private final AtomicLong confirmed = new AtomicLong();

    CountingExporter(SpanExporter exporter) {
        this.exporter = exporter;
    }

    long confirmed() {
        return confirmed.get();
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        int count = spans.size();
        CompletableResultCode result = exporter.export(spans);
        return result.whenComplete(() -> {
            if (result.isSuccess()) {
                confirmed.addAndGet(count);
            }
        });
    }

    @Override
    public CompletableResultCode flush() {
        return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return exporter.shutdown();
    }
}
