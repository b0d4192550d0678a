package org.lienthong.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;

/** Where the processor time of a recorded JVM goes: samples by group of threads, by own method and by library. */
final class Profile {

    private static final int TOP = 25;

    private final PrintStream out;
    private final Map<String, Integer> threads = new HashMap<>();
    private final Map<String, Integer> ours = new HashMap<>();
    private final Map<String, Integer> libraries = new HashMap<>();
    private final Map<String, Integer> methods = new HashMap<>();
    private int samples;

    Profile(PrintStream out) {
        this.out = out;
    }

    /** @param since what came before was start and warm-up */
    void print(Path recording, Instant since) throws IOException {
        try (RecordingFile file = new RecordingFile(recording)) {
            while (file.hasMoreEvents()) {
                RecordedEvent event = file.readEvent();
                String type = event.getEventType().getName();
                if (type.equals("jdk.ExecutionSample") && event.getStartTime().isAfter(since)) {
                    count(event);
                }
            }
        }
        out.printf("%n%d samples of the hub%n", samples);
        table("by thread", threads);
        table("by the innermost method of the hub", ours);
        table("by library, innermost frame", libraries);
        table("by innermost method", methods);
    }

    private void count(RecordedEvent event) {
        RecordedStackTrace trace = event.getStackTrace();
        if (trace == null) {
            return;
        }
        samples++;
        String thread = event.getThread("sampledThread").getJavaName();
        add(threads, thread == null ? "?" : thread.replaceAll("[0-9a-f-]{6,}|\\d+", "#"));
        List<RecordedFrame> frames = trace.getFrames();
        add(methods, name(frames.get(0).getMethod()));
        add(libraries, library(frames.get(0).getMethod().getType().getName()));
        add(
                ours,
                frames.stream()
                        .map(RecordedFrame::getMethod)
                        .filter(method -> method.getType().getName().startsWith("org.lienthong"))
                        .findFirst()
                        .map(Profile::name)
                        .orElse("none"));
    }

    private static String name(RecordedMethod method) {
        return method.getType().getName() + "." + method.getName();
    }

    private static String library(String type) {
        String[] parts = type.split("\\.");
        return String.join(".", List.of(parts).subList(0, Math.min(3, parts.length - 1)));
    }

    private static void add(Map<String, Integer> counts, String key) {
        counts.merge(key, 1, Integer::sum);
    }

    private void table(String title, Map<String, Integer> counts) {
        out.printf("%n%s%n", title);
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder()))
                .limit(TOP)
                .forEach(entry ->
                        out.printf(Locale.ROOT, "%5.1f %%  %s%n", 100.0 * entry.getValue() / samples, entry.getKey()));
    }
}
