package org.lienthong.embedded;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongSupplier;

/**
 * Whether the disk under the data directory has room to finish what is accepted: PostgreSQL and the broker must never
 * meet a full disk. Asked for every message, measured at most once a second.
 */
public final class DiskReserve {

    private static final long SAMPLE_NANOS = 1_000_000_000L;

    private final Source source;
    private final long reserve;
    private final LongSupplier nanoTime;
    private volatile Sample sample;

    DiskReserve(Source source, long reserve, LongSupplier nanoTime) {
        this.source = source;
        this.reserve = reserve;
        this.nanoTime = nanoTime;
        this.sample = measure(nanoTime.getAsLong());
    }

    static DiskReserve at(Path directory, DiskSettings settings) throws IOException {
        FileStore store = Files.getFileStore(directory);
        return new DiskReserve(store::getUsableSpace, settings.reserve().toBytes(), System::nanoTime);
    }

    /** False means: accept nothing more now, and answer 503 {@code insufficient-storage}. */
    public boolean enough() {
        return free() >= reserve;
    }

    /** Usable bytes; 0 when they cannot be told. */
    public long free() {
        long now = nanoTime.getAsLong();
        Sample latest = sample;
        if (now - latest.takenAt >= SAMPLE_NANOS) {
            latest = measure(now);
            sample = latest;
        }
        return latest.free;
    }

    /** Bytes that must stay free. */
    public long reserve() {
        return reserve;
    }

    private Sample measure(long now) {
        try {
            return new Sample(source.usableBytes(), now);
        } catch (IOException e) {
            return new Sample(0, now); // fail closed
        }
    }

    /** Where the free space is read from. */
    interface Source {
        long usableBytes() throws IOException;
    }

    private record Sample(long free, long takenAt) {}
}
