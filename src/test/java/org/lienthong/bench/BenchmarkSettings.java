package org.lienthong.bench;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What to measure, from arguments of the form {@code name=value}.
 *
 * @param rounds how often all variants take turns
 * @param seconds how long one variant is measured in one round
 * @param warmup documents before each variant's first measurement of a size, so that its code is compiled
 * @param patience seconds that a warm-up may take at most
 * @param settle seconds before each turn that are not measured
 * @param concurrency connections that send at once
 * @param consumers deliveries to the recipient under way at once, in the hub and in the hand-written route
 * @param sizes kilobytes (1000 bytes) of a document
 * @param curve concurrencies of the second table, measured with the first size
 * @param variants which variants take part
 * @param together whether all variants are measured at the same time instead of in turns: what else the machine does hits all
 * @param profile whether the hub is recorded with the JDK's flight recorder
 */
record BenchmarkSettings(
        int rounds,
        int seconds,
        int warmup,
        int patience,
        int settle,
        int concurrency,
        int consumers,
        List<Integer> sizes,
        List<Integer> curve,
        List<String> variants,
        boolean together,
        boolean profile) {

    /** Memory of every JVM under test. */
    static final String HEAP = "-Xmx512m";

    static BenchmarkSettings of(String... arguments) {
        Map<String, String> given = new HashMap<>();
        for (String argument : arguments) {
            String[] pair = argument.split("=", 2);
            if (pair.length != 2) {
                throw new IllegalArgumentException("'" + argument + "' is not of the form name=value");
            }
            given.put(pair[0], pair[1]);
        }
        BenchmarkSettings settings = new BenchmarkSettings(
                number(given, "rounds", 3),
                number(given, "seconds", 8),
                number(given, "warmup", 50_000),
                number(given, "patience", 120),
                number(given, "settle", 2),
                number(given, "concurrency", 16),
                number(given, "consumers", 16),
                numbers(given, "sizes", "10,100"),
                numbers(given, "curve", "1,4,16,64"),
                List.of(text(given, "variants", "floor,route,push,pull").split(",")),
                Boolean.parseBoolean(text(given, "together", "false")),
                Boolean.parseBoolean(text(given, "profile", "false")));
        if (!given.isEmpty()) {
            throw new IllegalArgumentException("unknown: " + given.keySet());
        }
        return settings;
    }

    private static String text(Map<String, String> given, String name, String preset) {
        String value = given.remove(name);
        return value == null ? preset : value;
    }

    private static int number(Map<String, String> given, String name, int preset) {
        return Integer.parseInt(text(given, name, String.valueOf(preset)));
    }

    private static List<Integer> numbers(Map<String, String> given, String name, String preset) {
        return Arrays.stream(text(given, name, preset).split(","))
                .filter(item -> !item.isEmpty())
                .map(Integer::valueOf)
                .toList();
    }
}
