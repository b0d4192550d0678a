package org.lienthong.console.chart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Who sends to whom: senders on the left, recipients on the right, a band between them as thick as what flows.
 *
 * @param width of the drawing
 * @param height of the drawing
 * @param bands thick ones first, so that thin ones lie on top
 */
public record FlowPicture(int width, int height, List<Node> senders, List<Node> recipients, List<Band> bands) {

    /** Stands for all agencies that have no place of their own. */
    public static final String OTHERS = "*";

    private static final int MOST = 8;
    private static final int WIDTH = 900;
    private static final int LEFT = 290;
    private static final int RIGHT = 602;
    private static final int BAR = 8;
    private static final int GAP = 14;
    private static final int LEAST = 22;
    private static final int ROOM = 230;
    private static final int TOP = 8;

    /** What flows from one agency to another. */
    public record Flow(String from, String to, long count) {}

    /** One agency's bar. */
    public record Node(String agency, long count, double x, double y, double height, boolean troubled) {
        public double middle() {
            return y + height / 2;
        }
    }

    /**
     * One band.
     *
     * @param path SVG path data of its middle
     * @param width its thickness
     */
    public record Band(String from, String to, long count, String path, double width, boolean troubled) {}

    /** @param troubled agencies for which something waits too long */
    public static FlowPicture of(List<Flow> all, Predicate<String> troubled) {
        List<String> from = largest(all, true);
        List<String> to = largest(all, false);
        Map<String, Map<String, Long>> merged = new LinkedHashMap<>();
        for (Flow flow : all) {
            merged.computeIfAbsent(from.contains(flow.from()) ? flow.from() : OTHERS, key -> new LinkedHashMap<>())
                    .merge(to.contains(flow.to()) ? flow.to() : OTHERS, flow.count(), Long::sum);
        }
        List<Flow> flows = merged.entrySet().stream()
                .flatMap(one -> one.getValue().entrySet().stream()
                        .map(other -> new Flow(one.getKey(), other.getKey(), other.getValue())))
                .toList();
        long total = Math.max(1, flows.stream().mapToLong(Flow::count).sum());
        double perOne = (double) ROOM / total;
        Map<String, Node> senders = column(flows, true, LEFT, perOne, agency -> false);
        Map<String, Node> recipients = column(flows, false, RIGHT, perOne, troubled);
        int height = (int) Math.max(bottom(senders), bottom(recipients)) + TOP;
        return new FlowPicture(
                WIDTH,
                height,
                List.copyOf(senders.values()),
                List.copyOf(recipients.values()),
                bands(flows, senders, recipients, perOne, troubled));
    }

    private static List<String> largest(List<Flow> flows, boolean senders) {
        Map<String, Long> sums = sums(flows, senders);
        return sums.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(sums.size() <= MOST ? MOST : MOST - 1)
                .map(Map.Entry::getKey)
                .toList();
    }

    private static Map<String, Long> sums(List<Flow> flows, boolean senders) {
        return flows.stream()
                .collect(Collectors.groupingBy(
                        flow -> senders ? flow.from() : flow.to(), Collectors.summingLong(Flow::count)));
    }

    private static Map<String, Node> column(
            List<Flow> flows, boolean senders, int x, double perOne, Predicate<String> troubled) {
        Map<String, Node> nodes = new LinkedHashMap<>();
        double[] y = {TOP};
        sums(flows, senders).entrySet().stream()
                .sorted(Comparator.comparing(
                                (Map.Entry<String, Long> one) -> one.getKey().equals(OTHERS))
                        .thenComparing(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
                        .thenComparing(Map.Entry.comparingByKey()))
                .forEach(one -> {
                    double height = Math.max(LEAST, one.getValue() * perOne);
                    nodes.put(
                            one.getKey(),
                            new Node(one.getKey(), one.getValue(), x, y[0], height, troubled.test(one.getKey())));
                    y[0] += height + GAP;
                });
        return nodes;
    }

    private static double bottom(Map<String, Node> nodes) {
        return nodes.values().stream()
                .mapToDouble(node -> node.y() + node.height())
                .max()
                .orElse(0);
    }

    private static List<Band> bands(
            List<Flow> flows,
            Map<String, Node> senders,
            Map<String, Node> recipients,
            double perOne,
            Predicate<String> troubled) {
        Map<String, Double> leaves = new LinkedHashMap<>();
        Map<String, Double> arrives = new LinkedHashMap<>();
        List<Band> bands = new ArrayList<>();
        List<String> order = new ArrayList<>(recipients.keySet());
        List<String> first = new ArrayList<>(senders.keySet());
        flows.stream()
                .sorted(Comparator.comparingInt((Flow flow) -> first.indexOf(flow.from()))
                        .thenComparingInt(flow -> order.indexOf(flow.to())))
                .forEach(flow -> {
                    Node from = Objects.requireNonNull(senders.get(flow.from()));
                    Node to = Objects.requireNonNull(recipients.get(flow.to()));
                    double room = Math.max(1.5, flow.count() * perOne);
                    double start = next(leaves, from, room, perOne);
                    double end = next(arrives, to, room, perOne);
                    bands.add(new Band(
                            flow.from(), flow.to(), flow.count(), curve(start, end), room, troubled.test(flow.to())));
                });
        bands.sort(Comparator.comparingDouble(Band::width).reversed());
        return bands;
    }

    /** Bands fill a node's bar from above; where the bar is higher than they need, they lie in its middle. */
    private static double next(Map<String, Double> used, Node node, double room, double perOne) {
        double spare = (node.height() - node.count() * perOne) / 2;
        double at = used.getOrDefault(node.agency(), Math.max(0, spare));
        used.put(node.agency(), at + room);
        return Math.min(node.y() + at + room / 2, node.y() + node.height());
    }

    private static String curve(double start, double end) {
        int from = LEFT + BAR;
        int middle = (from + RIGHT) / 2;
        return String.format(
                Locale.ROOT, "M%d %.1f C%d %.1f %d %.1f %d %.1f", from, start, middle, start, middle, end, RIGHT, end);
    }
}
