package org.lienthong.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Calls one target over kept-alive connections, as fast as it answers or at moments fixed beforehand. */
final class ServiceLoad {

    private static final int OPEN_CONNECTIONS = 64;
    private static final long SEED = 4;

    /** What is called: the request, and a word that a right answer holds. */
    record Request(int port, byte[] head, byte[] body, String expected) {

        static Request post(
                int port, String path, String contentType, byte[] body, String expected, String... headers) {
            String head = "POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: " + contentType
                    + "\r\nContent-Length: " + body.length + "\r\n" + String.join("\r\n", headers)
                    + (headers.length == 0 ? "" : "\r\n") + "\r\n";
            return new Request(port, head.getBytes(UTF_8), body, expected);
        }
    }

    /**
     * What came of it.
     *
     * @param sorted nanoseconds of the right answers, from the moment a call was due
     * @param wrong calls without the right answer
     */
    record Result(long[] sorted, int wrong, double seconds) {

        double perSecond() {
            return sorted.length / seconds;
        }

        /** In milliseconds. */
        double quantile(double part) {
            return sorted.length == 0 ? Double.NaN : sorted[(int) (part * (sorted.length - 1))] / 1e6;
        }
    }

    private interface Caller {
        long[] call(HttpConnection connection) throws IOException;
    }

    private ServiceLoad() {}

    /** Each caller calls again as soon as it has its answer, until the time is over or so many calls are made. */
    static Result closed(Request request, int callers, int most, double seconds) throws Exception {
        long end = System.nanoTime() + (long) (seconds * 1e9);
        AtomicInteger calls = new AtomicInteger();
        return run(request.port(), callers, connection -> {
            Times times = new Times();
            while (System.nanoTime() < end && calls.getAndIncrement() < most) {
                times.add(exchange(request, connection, System.nanoTime()));
            }
            return times.toArray();
        });
    }

    /** Calls arrive at random (Poisson), at that rate, whether the earlier ones are answered or not. */
    static Result open(Request request, double rate, double seconds) throws Exception {
        int count = Math.max(1, (int) (rate * seconds));
        long[] due = new long[count];
        Random random = new Random(SEED);
        long at = System.nanoTime() + 100_000_000;
        for (int i = 0; i < count; i++) {
            at += (long) (-Math.log(1 - random.nextDouble()) / rate * 1e9);
            due[i] = at;
        }
        AtomicInteger next = new AtomicInteger();
        return run(request.port(), OPEN_CONNECTIONS, connection -> {
            Times times = new Times();
            for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
                for (long left = due[i] - System.nanoTime(); left > 0; left = due[i] - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
                times.add(exchange(request, connection, due[i]));
            }
            return times.toArray();
        });
    }

    private static Result run(int port, int connections, Caller caller) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        long start = System.nanoTime();
        try {
            List<Future<long[]>> running = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                running.add(threads.submit(() -> {
                    try (HttpConnection connection = HttpConnection.to(port)) {
                        return caller.call(connection);
                    }
                }));
            }
            return result(running, start);
        } finally {
            threads.shutdownNow();
        }
    }

    private static Result result(List<Future<long[]>> running, long start)
            throws InterruptedException, ExecutionException {
        List<long[]> all = new ArrayList<>();
        for (Future<long[]> one : running) {
            all.add(one.get());
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        long[] taken = all.stream().flatMapToLong(Arrays::stream).toArray();
        long[] right = Arrays.stream(taken).filter(nanos -> nanos >= 0).sorted().toArray();
        return new Result(right, taken.length - right.length, seconds);
    }

    /** Nanoseconds since it was due, or -1 without the right answer. */
    private static long exchange(Request request, HttpConnection connection, long due) throws IOException {
        connection.write(request.head(), request.body());
        boolean right = connection.readStatus() == 200 && connection.text().contains(request.expected());
        return right ? System.nanoTime() - due : -1;
    }

    /** A list of long without boxes. */
    private static final class Times {
        private long[] times = new long[1024];
        private int count;

        void add(long nanos) {
            if (count == times.length) {
                times = Arrays.copyOf(times, count * 2);
            }
            times[count++] = nanos;
        }

        long[] toArray() {
            return Arrays.copyOf(times, count);
        }
    }
}
