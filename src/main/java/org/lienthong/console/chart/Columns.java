package org.lienthong.console.chart;

import java.util.ArrayList;
import java.util.List;

/**
 * A chart of columns, one for each moment, each of parts that stand on one another.
 *
 * @param lines horizontal lines with what they stand for
 */
public record Columns(int width, int height, List<Column> columns, List<Line> lines) {

    private static final int LEFT = 44;
    private static final int TOP = 8;
    private static final int BELOW = 20;
    private static final double GAP = 0.24;

    /** @param parts from below; {@code kind} of each is its place */
    public record Column(double x, double width, int index, List<Part> parts) {}

    public record Part(int kind, double y, double height) {}

    public record Line(double y, long value) {}

    /** @param values by moment, then by part */
    public static Columns of(int width, int height, List<long[]> values) {
        long most = 0;
        for (long[] one : values) {
            most = Math.max(most, sum(one));
        }
        long top = Scale.top(most);
        double room = height - TOP - BELOW;
        double step = (double) (width - LEFT) / Math.max(1, values.size());
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            List<Part> parts = new ArrayList<>();
            double y = TOP + room;
            for (int kind = 0; kind < values.get(i).length; kind++) {
                double part = room * values.get(i)[kind] / top;
                y -= part;
                if (part > 0) {
                    parts.add(new Part(kind, round(y), round(Math.max(part, 1))));
                }
            }
            columns.add(new Column(round(LEFT + step * i + step * GAP / 2), round(step * (1 - GAP)), i, parts));
        }
        return new Columns(width, height, columns, lines(top, room));
    }

    private static List<Line> lines(long top, double room) {
        return List.of(new Line(TOP, top), new Line(TOP + room / 2, top / 2), new Line(TOP + room, 0));
    }

    public int left() {
        return LEFT;
    }

    public int bottom() {
        return height - BELOW;
    }

    private static long sum(long[] parts) {
        long sum = 0;
        for (long part : parts) {
            sum += part;
        }
        return sum;
    }

    private static double round(double value) {
        return Math.round(value * 10) / 10.0;
    }
}
