package org.lienthong.bench;

import java.util.Arrays;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The documents of one measurement, from the start of the sending to the delivery. At most {@code 8 × concurrency} are
 * under way at once: senders that outrun the deliveries would measure the length of a queue instead of its speed.
 */
final class Flight {

    private static final int LARGEST = 1 << 20;
    private static final int BACKLOG = 8;

    private final long first;
    private final int capacity;
    private final Semaphore room;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger doubled = new AtomicInteger();
    private final AtomicLongArray sent = new AtomicLongArray(LARGEST);
    private final AtomicLongArray arrived = new AtomicLongArray(LARGEST);
    private volatile boolean open = true;

    /** @param run distinguishes the documents of all measurements of one benchmark */
    Flight(int run, int concurrency) {
        first = (long) run * LARGEST;
        capacity = BACKLOG * concurrency;
        room = new Semaphore(capacity);
    }

    /** The number of a document that is sent now, or -1 when no more are to be sent. */
    long start() throws InterruptedException {
        while (open) {
            if (room.tryAcquire(100, TimeUnit.MILLISECONDS)) {
                int index = next.getAndIncrement();
                if (index >= LARGEST) {
                    throw new IllegalStateException("more than " + LARGEST + " documents in one measurement");
                }
                sent.set(index, System.nanoTime());
                return first + index;
            }
        }
        return -1;
    }

    /** The document with this number was delivered and that was acknowledged; strays of other measurements do not count. */
    void arrived(long number) {
        long index = number - first;
        if (index < 0 || index >= LARGEST) {
            return;
        }
        if (arrived.compareAndSet((int) index, 0, System.nanoTime())) {
            room.release();
        } else {
            doubled.incrementAndGet();
        }
    }

    void stop() {
        open = false;
    }

    /** Returns when so many documents were sent, or when the time is over. */
    void warmUp(int documents, int seconds) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (open && next.get() < documents && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    /** Whether no more are sent and all are there. */
    boolean over() {
        return !open && landed();
    }

    boolean landed() {
        return room.availablePermits() == capacity;
    }

    /** What happened between two moments of {@link System#nanoTime}. */
    Figures between(long from, long to) {
        int count = Math.min(next.get(), LARGEST);
        long[] latencies = new long[count];
        int within = 0;
        for (int i = 0; i < count; i++) {
            long at = arrived.get(i);
            if (at != 0 && at - from >= 0 && at - to < 0) {
                latencies[within++] = at - sent.get(i);
            }
        }
        latencies = Arrays.copyOf(latencies, within);
        Arrays.sort(latencies);
        return new Figures(
                within * 1e9 / (to - from),
                percentile(latencies, 50),
                percentile(latencies, 99),
                within,
                doubled.get());
    }

    private static double percentile(long[] sorted, int percent) {
        return sorted.length == 0 ? Double.NaN : sorted[(sorted.length - 1) * percent / 100] / 1e6;
    }

    /**
     * @param perSecond documents delivered per second
     * @param p50 milliseconds
     * @param p99 milliseconds
     * @param documents how many
     * @param doubled deliveries of a document that had been delivered before
     */
    record Figures(double perSecond, double p50, double p99, int documents, int doubled) {

        String toLine() {
            return perSecond + " " + p50 + " " + p99 + " " + documents + " " + doubled;
        }

        static Figures ofLine(String line) {
            String[] words = line.trim().split(" ");
            return new Figures(
                    Double.parseDouble(words[0]),
                    Double.parseDouble(words[1]),
                    Double.parseDouble(words[2]),
                    Integer.parseInt(words[3]),
                    Integer.parseInt(words[4]));
        }
    }
}
